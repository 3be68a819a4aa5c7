# Reference values for small groups and many of them, from constructed answers. Run in this folder:
#   Rscript small_groups.R
# Each file names the R version and the call in its first lines. Nothing here is survey data.

suppressMessages({library(survey); library(lme4)})
script <- "small_groups.R"
source("writing.R")

rows <- function(n, f) do.call(rbind, lapply(seq_len(n), f))
counts <- paste0("count_", 1:6)
scores <- function(count) rep(seq_along(count), unlist(count))

# Exact shares of a closed group: every number of the invited that neither tail of phyper rules out
closed <- data.frame(x = c(0, 1, 1, 3, 7, 2, 11, 18, 30, 0), n = c(4, 1, 6, 9, 7, 14, 15, 18, 41, 50),
                     population = c(7, 12, 8, 10, 20, 31, 15, 44, 97, 180))
write_values("exact_share", "range of K with phyper(x - 1, K, N - K, n, lower = FALSE) and phyper(x, K, N - K, n) above .025",
  rows(nrow(closed), function(i) {
    x <- closed$x[i]; n <- closed$n[i]; N <- closed$population[i]; K <- x:(N - n + x)
    kept <- K[phyper(x - 1, K, N - K, n, lower.tail = FALSE) > 0.025 & phyper(x, K, N - K, n) > 0.025]
    data.frame(closed[i, ], share = x / n, lower = min(kept) / N, upper = max(kept) / N)
  }))

# Calibration: two units, three ages, two roles
cells <- expand.grid(age = c("young", "middle", "old"), role = c("user", "kin"), unit = c("North", "South"))[, 3:1]
cells[counts] <- rbind(
  c(0, 1, 1, 2, 3, 1), c(1, 0, 2, 4, 5, 2), c(0, 0, 1, 3, 6, 9), c(2, 1, 2, 1, 1, 0), c(1, 2, 3, 3, 2, 1), c(0, 1, 1, 2, 4, 3),
  c(1, 1, 3, 2, 2, 1), c(0, 2, 2, 6, 7, 3), c(1, 0, 2, 5, 9, 12), c(1, 2, 1, 1, 0, 0), c(0, 1, 4, 3, 3, 1), c(0, 0, 2, 2, 5, 6))
ages <- data.frame(unit = rep(c("North", "South"), each = 3), age = c("young", "middle", "old"), Freq = c(60, 50, 40, 30, 90, 80))
roles <- data.frame(unit = rep(c("North", "South"), each = 2), role = c("user", "kin"), Freq = c(70, 80, 120, 80))
answered <- cells[rep(seq_len(nrow(cells)), rowSums(cells[counts])), c("unit", "age", "role")]
answered$score <- unlist(lapply(seq_len(nrow(cells)), function(i) scores(cells[i, counts])))
weighted <- function(unit) {
  data <- answered[answered$unit == unit, ]
  plain <- svydesign(ids = ~1, weights = rep(150 / nrow(data), nrow(data)), data = data)
  age <- ages[ages$unit == unit, -1]; role <- roles[roles$unit == unit, -1]
  list(post = postStratify(plain, ~age, age),
       rake = rake(plain, list(~age, ~role), list(age, role), control = list(maxit = 500, epsilon = 1e-12)))
}
designs <- list(North = weighted("North"), South = weighted("South"))
write_values("calibration", "svymean(~score, postStratify(design, ~age, ages) or rake(design, list(~age, ~role), list(ages, roles)))",
  rows(2, function(i) rows(2, function(j) {
    design <- designs[[i]][[j]]; estimate <- svymean(~score, design); w <- weights(design)
    data.frame(unit = names(designs)[i], method = c("post", "rake")[j], raw = mean(design$variables$score),
      mean = as.numeric(coef(estimate)), se = as.numeric(SE(estimate)), effective_n = sum(w)^2 / sum(w^2))
  })), "survey")
cell_weight <- function(method) sapply(seq_len(nrow(cells)), function(i) {
  design <- designs[[as.character(cells$unit[i])]][[method]]; w <- weights(design) / mean(weights(design))
  w[design$variables$age == cells$age[i] & design$variables$role == cells$role[i]][1]
})
write_values("calibration_weights", "weights(design) / mean(weights(design)), one per cell",
  cbind(cells, post = cell_weight("post"), rake = cell_weight("rake")), "survey")

# Order alone: Mann-Whitney, every deal of the answers, and Cliff's delta from the whole matrix of dominance
pairs <- rbind(c(0, 1, 2, 1, 0, 1, 1, 2, 1, 0, 1, 0), c(0, 0, 1, 1, 2, 3, 2, 2, 1, 1, 0, 0), c(0, 0, 0, 0, 0, 4, 0, 1, 1, 2, 1, 0),
               c(1, 2, 6, 9, 12, 8, 3, 6, 9, 7, 4, 2), c(5, 9, 31, 62, 80, 44, 11, 22, 43, 70, 66, 30), c(0, 0, 0, 2, 1, 0, 0, 0, 0, 1, 3, 2))
dimnames(pairs) <- list(NULL, c(paste0("a_", 1:6), paste0("b_", 1:6)))
write_values("ordinal", "wilcox.test(a, b, exact = FALSE, correct = TRUE); combn over all answers; sign(outer(a, b, `-`)), Feng and Cliff 2004",
  rows(nrow(pairs), function(i) {
    a <- scores(pairs[i, 1:6]); b <- scores(pairs[i, 7:12]); n <- length(a); m <- length(b)
    test <- wilcox.test(a, b, exact = FALSE, correct = TRUE)
    exact <- NA
    if (choose(n + m, n) < 1e5) {
      ranks <- rank(c(a, b)); all <- combn(ranks, n, sum); middle <- n * (n + m + 1) / 2
      exact <- mean(abs(all - middle) >= abs(sum(ranks[1:n]) - middle) - 1e-9)
    }
    dominance <- sign(outer(a, b, `-`)); delta <- mean(dominance)
    s <- (m^2 * sum((rowMeans(dominance) - delta)^2) + n^2 * sum((colMeans(dominance) - delta)^2) - sum((dominance - delta)^2)) /
      (n * m * (n - 1) * (m - 1))
    s <- max(s, (1 - delta^2) / (n * m - 1)); t <- qt(0.975, n + m - 2)
    half <- t * sqrt(s) * sqrt((1 - delta^2)^2 + t^2 * s); below <- 1 - delta^2 + t^2 * s
    data.frame(t(pairs[i, ]), u = unname(test$statistic), p_normal = test$p.value, p_exact = exact, delta = delta,
      lower = (delta - delta^3 - half) / below, upper = (delta - delta^3 + half) / below)
  }))

# False discovery rate: two families, with ties and missing p
family <- rep(c("A", "B"), c(9, 6))
p <- c(0.04, 0.0003, NA, 0.2, 0.011, 0.04, 0.93, 0.0125, 0.05, 0.5, 0.02, 0.02, NA, 0.04, 0.6)
write_values("benjamini_hochberg", "p.adjust(p, 'BH'), and within each family",
  data.frame(family = family, p = p, adjusted = p.adjust(p, "BH"),
             adjusted_within = unlist(tapply(p, family, p.adjust, method = "BH"), use.names = FALSE)))

# Answers needed in each of two waves
powers <- expand.grid(change = c(0.2, 0.5, 0.9, 2), sd = c(0.7, 1.2), power = c(0.5, 0.8, 0.9), confidence = c(0.9, 0.95))
powers$n <- mapply(function(change, sd, power, confidence)
  tryCatch(power.t.test(delta = change, sd = sd, power = power, sig.level = 1 - confidence, tol = 1e-10)$n, error = function(e) NA),
  powers$change, powers$sd, powers$power, powers$confidence)
write_values("answers_needed", "power.t.test(delta = change, sd, power, sig.level, type = 'two.sample', tol = 1e-10)$n", powers)

# Units of a dimension: respect differs between units, wellbeing hardly, safety is balanced
units <- rbind(
  data.frame(key = "respect", unit = 1:8, rbind(c(0, 0, 1, 2, 4, 6), c(1, 3, 4, 2, 1, 0), c(0, 1, 2, 6, 9, 12), c(0, 0, 0, 1, 2, 2),
    c(2, 2, 5, 6, 3, 1), c(0, 1, 1, 3, 2, 0), c(0, 0, 2, 5, 15, 20), c(0, 2, 1, 1, 1, 0))),
  data.frame(key = "wellbeing", unit = 1:5, rbind(c(0, 1, 2, 4, 3, 1), c(1, 2, 4, 8, 6, 2), c(0, 1, 1, 3, 2, 1), c(1, 1, 3, 6, 5, 2), c(0, 2, 3, 6, 5, 1))),
  data.frame(key = "safety", unit = 1:6, rbind(c(0, 1, 2, 3, 3, 1), c(0, 0, 1, 2, 4, 3), c(1, 2, 3, 3, 1, 0), c(0, 1, 3, 4, 1, 1),
    c(0, 0, 1, 3, 3, 3), c(0, 2, 2, 2, 3, 1))))
names(units)[3:8] <- counts
fits <- lapply(split(units, units$key), function(part) {
  data <- data.frame(unit = factor(rep(part$unit, rowSums(part[counts]))), score = unlist(lapply(seq_len(nrow(part)), function(i) scores(part[i, counts]))))
  control <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12, maxfun = 1e5), check.conv.singular = "ignore")
  list(data = data, fit = lmer(score ~ 1 + (1 | unit), data, REML = TRUE, control = control))
})
wald <- function(data, level) {
  n <- table(data$unit); mean <- tapply(data$score, data$unit, mean); k <- length(n)
  within <- sum((data$score - mean[data$unit])^2) / (sum(n) - k)
  over <- function(ratio) { w <- n / (1 + n * ratio); sum(w * (mean - sum(w * mean) / sum(w))^2) / (k - 1) / within }
  target <- qf(level, k - 1, sum(n) - k)
  if (over(0) <= target) return(0)
  ratio <- uniroot(function(r) over(r) - target, c(0, 1e4), tol = 1e-13)$root
  ratio / (1 + ratio)
}
write_values("shrinkage", "lmer(score ~ 1 + (1 | unit), REML = TRUE); Wald interval by uniroot against qf; anova(lm(score ~ unit))",
  rows(length(fits), function(i) {
    data <- fits[[i]]$data; fit <- fits[[i]]$fit; v <- as.data.frame(VarCorr(fit))$vcov
    data.frame(key = names(fits)[i], mean = unname(fixef(fit)), se = sqrt(vcov(fit)[1, 1]), tau2 = v[1], sigma2 = v[2], icc = v[1] / sum(v),
      lower = wald(data, 0.975), upper = wald(data, 0.025), p = anova(lm(score ~ unit, data))[1, "Pr(>F)"])
  }), "lme4")
write_values("shrinkage_units", "coef(fit), and sqrt(attr(ranef(fit, condVar = TRUE), 'postVar'))",
  rows(length(fits), function(i) {
    fit <- fits[[i]]$fit; effects <- ranef(fit, condVar = TRUE)$unit
    cbind(units[units$key == names(fits)[i], ], shrunken = coef(fit)$unit[, 1], conditional_sd = sqrt(as.numeric(attr(effects, "postVar"))))
  }), "lme4")

# Two editions of a unit
editions <- rbind(c(0, 1, 1, 2, 2, 1, 0, 0, 2, 3, 3, 1), c(0, 0, 1, 2, 1, 1, 2, 3, 2, 1, 0, 0), c(0, 0, 0, 1, 3, 2, 0, 0, 1, 1, 2, 0))
dimnames(editions) <- list(NULL, c(paste0("now_", 1:6), paste0("former_", 1:6)))
write_values("pooling", "t.test(c(now, former)); t.test(now, former)", rows(nrow(editions), function(i) {
  now <- scores(editions[i, 1:6]); former <- scores(editions[i, 7:12]); both <- t.test(c(now, former)); change <- t.test(now, former)
  data.frame(t(editions[i, ]), mean = mean(c(now, former)), lower = both$conf.int[1], upper = both$conf.int[2],
    change = mean(now) - mean(former), change_lower = change$conf.int[1], change_upper = change$conf.int[2], p = change$p.value)
}))
