# Reference values for metrics/trend.py. Run in this folder:
#   Rscript trend.R

script <- "trend.R"
source("writing.R")

series <- list(
  up = c(4.1, 4.3, 4.2, 4.6, 4.8), level = c(4.4, 4.2, 4.7, 4.3, 4.5, 4.6), tied = c(4.5, 4.5, 4.6, 4.6, 4.7, 4.5, 4.8),
  down = c(71, 74, 70, 66, 68, 63, 60, 61), many_tied = c(5, 5, 5, 4, 5, 4, 4, 4),
  long = c(4.51, 4.62, 4.38, 4.71, 4.55, 4.84, 4.77, 4.92, 4.69, 5.02, 4.88, 5.11)
)
orderings <- function(x) if (length(x) < 2) matrix(x, 1) else do.call(rbind, lapply(seq_along(x), function(i) cbind(x[i], orderings(x[-i]))))
pairs_of <- function(n) combn(n, 2)
s_of <- function(x) { k <- pairs_of(length(x)); sum(sign(x[k[2, ]] - x[k[1, ]])) }
rows <- lapply(names(series), function(name) {
  x <- series[[name]]; n <- length(x); k <- pairs_of(n); s <- s_of(x); t <- table(x)
  v <- (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5))) / 18
  z <- (s - sign(s)) / sqrt(v)
  tied <- any(t > 1)
  all_orderings <- if (n <= 8) mean(abs(apply(orderings(seq_len(n)), 1, function(o) s_of(x[o]))) >= abs(s)) else NA
  exact <- if (tied) NA else cor.test(seq_len(n), x, method = "kendall", exact = TRUE)$p.value
  slopes <- sort((x[k[2, ]] - x[k[1, ]]) / (k[2, ] - k[1, ]))
  reach <- qnorm(0.975) * sqrt(v); ranks <- round(c((length(slopes) - reach) / 2, (length(slopes) + reach) / 2 + 1))
  limits <- if (ranks[1] >= 1 && ranks[2] <= length(slopes)) slopes[ranks] else c(NA, NA)
  data.frame(series = name, points = paste(x, collapse = " "), s = s, variance = v, tau = unname(suppressWarnings(cor.test(seq_len(n), x, method = "kendall", exact = FALSE)$estimate)),
    z = z, p_normal = 2 * pnorm(-abs(z)), p_orderings = all_orderings, p_untied = exact, slope = median(slopes), lower = limits[1], upper = limits[2])
})
write_values("trend", "cor.test(1:n, x, method = 'kendall')$estimate; p_orderings: share of all n! orderings; p_untied: cor.test(exact = TRUE); slope: median of slopes of all pairs", do.call(rbind, rows))
