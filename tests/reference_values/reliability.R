# Reference values for metrics/reliability.py. Run in this folder:
#   Rscript reliability.R

suppressMessages({library(psych); library(lavaan)})
script <- "reliability.R"
source("writing.R")

answers <- constructed_answers(160, c(0.9, 0.7, 0.5, 0.8, 0.3), 4, 20260)[, -1]
write_values("reliability_answers", "pmin(pmax(round(4.4 + loading * common + noise), 1), 6)", answers)

scales <- list(all = 1:5, three = c(1, 2, 4), two = c(3, 5), weak = c(3, 4, 5))
omega <- function(x) {
  if (ncol(x) < 3) return(NA)
  model <- paste("f =~", paste(names(x), collapse = " + "))
  fit <- cfa(model, data = x, std.lv = TRUE, estimator = "ML")
  e <- lavInspect(fit, "est")
  sum(e$lambda)^2 / (sum(e$lambda)^2 + sum(diag(e$theta)))
}
rows <- lapply(names(scales), function(name) {
  x <- answers[, scales[[name]]]
  a <- psych::alpha(x, warnings = FALSE)$total$raw_alpha
  ci <- psych::alpha.ci(a, n.obs = nrow(x), n.var = ncol(x), p.val = 0.05)
  wide <- psych::alpha.ci(a, n.obs = nrow(x), n.var = ncol(x), p.val = 0.01)
  sb <- if (ncol(x) == 2) 2 * cor(x[, 1], x[, 2]) / (1 + cor(x[, 1], x[, 2])) else NA
  data.frame(scale = name, items = paste(names(x), collapse = " "), n = nrow(x), alpha = a, lower = ci$lower.ci,
    upper = ci$upper.ci, lower99 = wide$lower.ci, upper99 = wide$upper.ci, omega = omega(x), spearman_brown = sb)
})
write_values("reliability", "psych::alpha(x)$total$raw_alpha; psych::alpha.ci (Feldt); lavaan::cfa(std.lv = TRUE, estimator = 'ML')",
  do.call(rbind, rows), c("psych", "lavaan"))

items <- lapply(c("all", "three", "weak"), function(name) {
  a <- psych::alpha(answers[, scales[[name]]], warnings = FALSE)
  data.frame(scale = name, item = rownames(a$item.stats), rest_correlation = a$item.stats$r.drop, alpha_without = a$alpha.drop$raw_alpha)
})
write_values("reliability_items", "psych::alpha(x)$item.stats$r.drop and $alpha.drop$raw_alpha", do.call(rbind, items), "psych")
