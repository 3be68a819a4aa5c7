# Reference values for metrics/moments.py and metrics/drivers.py. Run in this folder:
#   Rscript drivers.R

script <- "drivers.R"
source("writing.R")

answers <- constructed_answers(180, c(0.9, 0.7, 0.5, 0.8, 1), 6, 9901)
names(answers)[6] <- "overall"
write_values("drivers_answers", "pmin(pmax(round(4.4 + loading * common + noise), 1), 6)", answers)

outcome <- "overall"
predictors <- setdiff(names(answers), c("unit", outcome))
within <- answers
for (q in c(predictors, outcome)) within[[q]] <- residuals(lm(answers[[q]] ~ unit, data = answers))

# LMG: the gain in R squared of lm() averaged over every ordering of the predictors
orderings <- function(x) if (length(x) < 2) list(x) else unlist(lapply(x, function(i) lapply(orderings(setdiff(x, i)), function(rest) c(i, rest))), FALSE)
r2 <- function(data, x) if (!length(x)) 0 else summary(lm(reformulate(x, outcome), data = data))$r.squared
lmg <- function(data) {
  gains <- sapply(orderings(predictors), function(o) sapply(predictors, function(p) {
    before <- o[seq_len(match(p, o) - 1)]
    r2(data, c(before, p)) - r2(data, before)
  }))
  rowMeans(gains)
}
# Johnson: regress the outcome on the nearest orthogonal variables Z (from the singular value decomposition), and each predictor on Z
johnson <- function(data) {
  x <- scale(as.matrix(data[, predictors])); y <- scale(data[[outcome]])
  s <- svd(x / sqrt(nrow(x) - 1)); z <- s$u %*% t(s$v) * sqrt(nrow(x) - 1)
  to_outcome <- coef(lm(y ~ z - 1)); to_predictors <- coef(lm(x ~ z - 1))
  setNames(as.numeric(to_outcome^2 %*% to_predictors^2), predictors)
}
rows <- lapply(list(list("everyone", answers), list("within", within)), function(case) {
  data.frame(covariance = case[[1]], predictor = predictors, lmg = lmg(case[[2]]), johnson = johnson(case[[2]]), r_squared = r2(case[[2]], predictors))
})
write_values("drivers", "lmg: mean over all orderings of summary(lm())$r.squared; johnson: lm on svd(scale(x))$u v'; within: residuals(lm(q ~ unit))", do.call(rbind, rows))

spread <- crossprod(as.matrix(within[, c(predictors, outcome)])) / (nrow(answers) - length(unique(answers$unit)))
write_values("within_covariance", "crossprod(residuals(lm(q ~ unit))) / (n - units)", data.frame(question = rownames(spread), spread))
