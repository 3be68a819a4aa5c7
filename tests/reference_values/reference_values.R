# Reference values for metrics/, from constructed answers. Run in this folder:
#   Rscript reference_values.R
# Each file names the R version and the call in its first lines. Nothing here is survey data.

suppressMessages(library(survey))
options(digits = 17)

write_values <- function(name, call, table) {
  out <- file(paste0(name, ".csv"), "w")
  writeLines(c(
    paste0("# ", R.version.string, "; survey ", packageVersion("survey")),
    paste0("# ", call),
    "# Made by reference_values.R from constructed inputs."
  ), out)
  for (column in names(table)) {
    if (is.numeric(table[[column]])) {
      missing <- is.na(table[[column]])
      table[[column]] <- formatC(table[[column]], digits = 15, format = "g", width = 1)
      table[[column]][missing] <- ""
    }
  }
  write.csv(table, out, row.names = FALSE, quote = FALSE)
  close(out)
}

# Two waves of one municipality with four units; counts of the answers 1-6.
constructed <- rbind(
  data.frame(wave = 2024, unit = "North", invited = 14, t(c(0, 1, 2, 2, 1, 1))),
  data.frame(wave = 2024, unit = "South", invited = 40, t(c(1, 0, 2, 5, 6, 3))),
  data.frame(wave = 2024, unit = "East", invited = 33, t(c(0, 2, 1, 4, 8, 10))),
  data.frame(wave = 2024, unit = "West", invited = 190, t(c(2, 3, 6, 11, 9, 4))),
  data.frame(wave = 2026, unit = "North", invited = 12, t(c(0, 0, 1, 3, 2, 3))),
  data.frame(wave = 2026, unit = "South", invited = 44, t(c(2, 2, 2, 4, 3, 1))),
  data.frame(wave = 2026, unit = "East", invited = 30, t(c(0, 1, 1, 5, 7, 9))),
  data.frame(wave = 2026, unit = "West", invited = 205, t(c(1, 2, 4, 15, 14, 10)))
)
names(constructed)[4:9] <- paste0("count_", 1:6)
counts <- as.matrix(constructed[, 4:9])
answers <- constructed[rep(seq_len(nrow(constructed)), rowSums(counts)), c("wave", "unit", "invited")]
answers$score <- unlist(lapply(seq_len(nrow(counts)), function(i) rep(1:6, counts[i, ])))
score_of <- function(i) rep(1:6, counts[i, ])
each <- function(f) do.call(rbind, lapply(seq_len(nrow(constructed)), f))

# Means: t.test, and svymean with the finite population correction
write_values("means", "t.test(x, conf.level = .95 and .998); svymean with svydesign(fpc = invited)", each(function(i) {
  x <- score_of(i); N <- constructed$invited[i]
  plain <- t.test(x); wide <- t.test(x, conf.level = 0.998)
  design <- svydesign(ids = ~1, fpc = ~N, data = data.frame(x = x, N = N))
  m <- svymean(~x, design); ci <- confint(m, df = degf(design))
  data.frame(constructed[i, 1:3], n = length(x), total = sum(x), squares = sum(x^2), mean = mean(x), sd = sd(x),
    se = unname(plain$stderr), df = unname(plain$parameter), lower = plain$conf.int[1], upper = plain$conf.int[2],
    lower998 = wide$conf.int[1], upper998 = wide$conf.int[2], se_finite = as.numeric(SE(m)),
    lower_finite = ci[1], upper_finite = ci[2])
}))

# Shares: Wilson's interval is prop.test without continuity correction
cases <- data.frame(x = c(0, 1, 4, 6, 9, 13, 28, 0, 50, 333), n = c(6, 7, 6, 6, 11, 22, 45, 50, 50, 1000),
                    population = c(9, 15, 8, 20, 12, 40, 70, 300, 51, 5000))
shares <- do.call(rbind, lapply(seq_len(nrow(cases)), function(i) {
  x <- cases$x[i]; n <- cases$n[i]; N <- cases$population[i]; k <- n * (N - 1) / (N - n)
  w <- suppressWarnings(prop.test(x, n, correct = FALSE)$conf.int)
  wide <- suppressWarnings(prop.test(x, n, conf.level = 0.998, correct = FALSE)$conf.int)
  finite <- suppressWarnings(prop.test(x / n * k, k, correct = FALSE)$conf.int)
  data.frame(cases[i, ], share = x / n, lower = w[1], upper = w[2], lower998 = wide[1], upper998 = wide[2],
             lower_finite = finite[1], upper_finite = finite[2])
}))
write_values("shares", "prop.test(x, n, correct = FALSE); finite: n replaced by n (N - 1) / (N - n)", shares)

# Ends of the scale: the net score is the mean of +1, 0, -1
write_values("likert", "mean and t.test(...)$stderr of 100 * ((x >= 5) - (x <= 2)); table(cut(x, c(0, 3, 6)))", each(function(i) {
  x <- score_of(i); sign <- 100 * ((x >= 5) - (x <= 2))
  data.frame(constructed[i, c("wave", "unit", paste0("count_", 1:6))], index = mean((x - 1) / 5 * 100),
    top_two = sum(x >= 5), bottom_two = sum(x <= 2), low = sum(x <= 3), high = sum(x >= 4),
    net = mean(sign), net_se = unname(t.test(sign)$stderr))
}))

# Half rule: rowMeans(na.rm = TRUE) where at least half is there
forms <- expand.grid(a = c(1, 4, NA), b = c(6, NA), c = c(2, NA), d = c(5, NA), e = c(3, NA))
forms$score <- ifelse(rowSums(!is.na(forms)) >= 2.5, rowMeans(forms, na.rm = TRUE), NA)
write_values("composite", "ifelse(rowSums(!is.na(forms)) >= ncol(forms) / 2, rowMeans(forms, na.rm = TRUE), NA)", forms)

# Hierarchy: units as strata, weights invited / answers, with and without finite population correction
strata <- function(wave, fpc) {
  d <- answers[answers$wave == wave, ]
  d$w <- d$invited / ave(d$score, d$unit, FUN = length)
  if (fpc) svydesign(ids = ~1, strata = ~unit, weights = ~w, fpc = ~invited, data = d)
  else svydesign(ids = ~1, strata = ~unit, weights = ~w, data = d)
}
write_values("hierarchy", "svymean(~score, svydesign(strata = ~unit, weights = invited / n, fpc = none or invited))",
  do.call(rbind, lapply(c(2024, 2026), function(wave) {
    plain <- svymean(~score, strata(wave, FALSE)); finite <- svymean(~score, strata(wave, TRUE))
    x <- answers$score[answers$wave == wave]
    data.frame(wave = wave, mean = as.numeric(coef(plain)), se = as.numeric(SE(plain)), df = degf(strata(wave, FALSE)),
      se_finite = as.numeric(SE(finite)), pooled_mean = mean(x), pooled_se = unname(t.test(x)$stderr))
  })))

# Unit against the rest: svycontrast of the unit means
write_values("contrasts", "svycontrast(svyby(~score, ~unit, design, svymean, covmat = TRUE), 1 for the unit, -N_h / sum(N_rest) for the others)",
  each(function(i) {
    wave <- constructed$wave[i]; here <- constructed[constructed$wave == wave, ]
    one <- function(fpc) {
      by <- svyby(~score, ~unit, strata(wave, fpc), svymean, covmat = TRUE)
      N <- setNames(here$invited, here$unit)[names(coef(by))]
      k <- -N / sum(N[names(N) != constructed$unit[i]]); k[constructed$unit[i]] <- 1
      svycontrast(by, k)
    }
    plain <- one(FALSE); finite <- one(TRUE)
    x <- score_of(i); rest <- answers$score[answers$wave == wave & answers$unit != constructed$unit[i]]
    pooled <- t.test(x, rest)
    data.frame(constructed[i, 1:2], difference = as.numeric(coef(plain)), se = as.numeric(SE(plain)),
      se_finite = as.numeric(SE(finite)), pooled_difference = mean(x) - mean(rest), pooled_se = unname(pooled$stderr),
      pooled_df = unname(pooled$parameter), pooled_p = pooled$p.value)
  }))

# Change between the waves: Welch's test
changes <- do.call(rbind, lapply(unique(constructed$unit), function(unit) {
  now <- answers$score[answers$wave == 2026 & answers$unit == unit]
  then <- answers$score[answers$wave == 2024 & answers$unit == unit]
  test <- t.test(now, then)
  data.frame(unit = unit, difference = mean(now) - mean(then), se = unname(test$stderr), df = unname(test$parameter),
             lower = test$conf.int[1], upper = test$conf.int[2], p = test$p.value)
}))
write_values("differences", "t.test(score in 2026, score in 2024), per unit", changes)

p <- c(0.04, 0.0003, NA, 0.2, 0.011, 0.04, 0.93, 0.6, NA, 0.0125, 0.05)
write_values("holm", "p.adjust(p, 'holm')", data.frame(p = p, adjusted = p.adjust(p, "holm")))

# Smallest detectable difference in units of the standard error: sd = sqrt(n) gives a standard error of 1
powers <- expand.grid(n = c(3, 5, 12, 40, 400), power = c(0.5, 0.8, 0.9), confidence = c(0.9, 0.95, 0.99))
powers$ncp <- mapply(function(n, power, confidence) {
  power.t.test(n = n, sd = sqrt(n), power = power, sig.level = 1 - confidence, type = "one.sample", tol = 1e-12)$delta
}, powers$n, powers$power, powers$confidence)
powers$df <- powers$n - 1
write_values("smallest_detectable", "power.t.test(n, sd = sqrt(n), power, sig.level, type = 'one.sample', tol = 1e-12)$delta", powers)
