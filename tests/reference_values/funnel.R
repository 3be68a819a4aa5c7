# Reference values for metrics/funnel.py. Run in this folder:
#   Rscript funnel.R

script <- "funnel.R"
source("writing.R")

units <- data.frame(x = c(2, 11, 9, 40, 33, 61, 7, 18, 25, 90, 5, 52, 30, 16), n = c(8, 20, 21, 50, 61, 70, 7, 44, 40, 110, 12, 75, 31, 33))
p0 <- sum(units$x) / sum(units$n)
# A limit is the share whose Wilson interval (prop.test without continuity correction) just touches the baseline
limit <- function(n, conf, side) {
  touches <- function(p) { ci <- suppressWarnings(prop.test(p * n, n, conf.level = conf, correct = FALSE)$conf.int); (if (side < 0) ci[2] else ci[1]) - p0 }
  span <- if (side < 0) c(0, p0) else c(p0, 1)
  if (touches(span[1]) * touches(span[2]) > 0) return(if (side < 0) 0 else 1)
  uniroot(touches, span, tol = 1e-14)$root
}
outside <- function(x, n, conf) { ci <- prop.test(x, n, conf.level = conf, correct = FALSE)$conf.int; if (ci[2] < p0) -1 else if (ci[1] > p0) 1 else 0 }
rows <- do.call(rbind, lapply(seq_len(nrow(units)), function(i) {
  x <- units$x[i]; n <- units$n[i]
  side <- suppressWarnings(outside(x, n, .95) + outside(x, n, .998))
  data.frame(x = x, n = n, value = x / n, baseline = p0, far_lower = limit(n, .998, -1), lower = limit(n, .95, -1),
    upper = limit(n, .95, 1), far_upper = limit(n, .998, 1), band = c("far_below", "below", "expected", "above", "far_above")[side + 3])
}))
write_values("funnel_shares", "uniroot of the end of prop.test(p * n, n, correct = FALSE)$conf.int less the baseline; band: baseline outside prop.test(x, n)", rows)

# Means: the standard deviation within units is that of a one-way analysis of variance
counts <- rbind(c(0, 1, 2, 4, 3, 1), c(1, 2, 4, 8, 9, 6), c(0, 0, 1, 3, 8, 12), c(2, 3, 5, 6, 2, 1), c(0, 0, 0, 2, 3, 0), c(1, 1, 3, 9, 11, 8),
  c(0, 2, 3, 7, 6, 2), c(0, 0, 2, 6, 12, 20), c(3, 4, 6, 5, 2, 0), c(0, 1, 1, 4, 6, 5), c(0, 0, 3, 8, 9, 4), c(1, 0, 2, 3, 2, 1))
answers <- data.frame(unit = factor(rep(seq_len(nrow(counts)), rowSums(counts))), score = unlist(apply(counts, 1, function(k) rep(1:6, k))))
s <- sigma(lm(score ~ unit, data = answers))
n <- rowSums(counts); m <- tapply(answers$score, answers$unit, mean); base <- mean(answers$score)
z <- qnorm(c(.025, .001), lower.tail = FALSE)
means <- data.frame(n = n, total = tapply(answers$score, answers$unit, sum), squares = tapply(answers$score^2, answers$unit, sum),
  value = m, baseline = base, se = s / sqrt(n), z = (m - base) / (s / sqrt(n)), far_lower = base - z[2] * s / sqrt(n),
  lower = base - z[1] * s / sqrt(n), upper = base + z[1] * s / sqrt(n), far_upper = base + z[2] * s / sqrt(n))
write_values("funnel_means", "se: sigma(lm(score ~ unit)) / sqrt(n)", means)

winsorised <- function(z, q) { ends <- quantile(z, c(q, 1 - q), type = 7); pmin(pmax(z, ends[1]), ends[2]) }
spread <- do.call(rbind, lapply(c(0, 0.1, 0.2), function(q) {
  phi <- mean(winsorised(means$z, q)^2); I <- nrow(means); w <- 1 / means$se^2
  data.frame(winsorised = q, phi = max(1, phi), tau2 = max(0, (I * phi - (I - 1)) / (sum(w) - sum(w^2) / sum(w))))
}))
write_values("funnel_dispersion", "phi: mean(z^2) of z held within quantile(z, c(q, 1 - q), type = 7); tau2 by moments, of the means in funnel_means.csv", spread)
