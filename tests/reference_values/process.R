# Reference values for metrics/process.py. Run in this folder:
#   Rscript process.R
# The rules are read point by point, as a person does with a ruler.

script <- "process.R"
source("writing.R")

series <- list(
  steady = c(4.5, 4.7, 4.4, 4.6, 4.5, 4.8, 4.3, 4.6, 4.7, 4.4, 4.5, 4.6),
  jump = c(4.5, 4.7, 4.4, 4.6, 4.5, 4.8, 4.3, 4.6, 4.7, 4.4, 4.5, 5.9),
  climb = c(4.9, 4.5, 4.8, 4.3, 4.4, 4.5, 4.6, 4.7, 4.8, 4.9, 5.0, 4.6, 4.7, 4.5),
  slide = c(4.2, 4.6, 4.9, 5.0, 4.9, 4.8, 4.7, 4.6, 4.5, 4.4, 4.3, 4.6, 4.3, 4.7),
  shift = c(4, 4.2, 4.1, 4.3, 4, 4.2, 4.1, 4.4, 4.6, 4.5, 4.7, 4.4, 4.6, 4.5),
  near = c(70, 74, 71, 75, 70, 73, 72, 74, 71, 75, 79, 76, 79, 70, 72, 73),
  even = rep(4.2, 13)
)
signals <- function(x, m, reach) {
  n <- length(x); side <- sign(round(x - m, 9)); far <- round(abs(x - m), 9)
  sapply(seq_len(n), function(i) {
    runs <- function(k) Filter(function(s) s >= 1 && s + k - 1 <= n, (i - k + 1):i)
    if (far[i] > round(reach, 9)) return(if (side[i] > 0) "above_limit" else "below_limit")
    for (s in runs(7)) {
      d <- round(diff(x[s:(s + 6)]), 9)
      if (all(d > 0)) return("rising")
      if (all(d < 0)) return("falling")
    }
    close <- far > round(reach * 2 / 3, 9) & far <= round(reach, 9)
    if (close[i]) for (s in runs(3)) {
      w <- s:(s + 2)
      if (sum(close[w]) >= 2 && side[i] != 0 && all(side[w] == side[i])) return(if (side[i] > 0) "near_upper_limit" else "near_lower_limit")
    }
    for (s in runs(7)) if (side[i] != 0 && all(side[s:(s + 6)] == side[i])) return(if (side[i] > 0) "above_mean" else "below_mean")
    "none"
  })
}
rows <- lapply(names(series), function(name) {
  x <- series[[name]]; r <- abs(diff(x)); kept <- if (mean(r) > 0) r[r < 3.267 * mean(r)] else r
  reach <- 2.66 * mean(kept); all_reach <- 2.66 * mean(r)
  data.frame(series = name, value = x, mean = mean(x), lower = mean(x) - reach, upper = mean(x) + reach,
    lower_unscreened = mean(x) - all_reach, upper_unscreened = mean(x) + all_reach, signal = signals(x, mean(x), reach))
})
write_values("process", "mean(x) -/+ 2.66 * mean(abs(diff(x))), ranges of 3.267 means or more left out once", do.call(rbind, rows))
