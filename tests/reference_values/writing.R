# Writes a table with the R version, the packages and the call in its first lines.

options(digits = 17)

write_values <- function(name, call, table, packages = character()) {
  versions <- paste0(c("", paste(packages, vapply(packages, function(p) as.character(packageVersion(p)), ""))), collapse = "; ")
  if (!length(packages)) versions <- ""
  out <- file(paste0(name, ".csv"), "w")
  writeLines(c(paste0("# ", R.version.string, versions), paste0("# ", call), paste0("# Made by ", script, " from constructed inputs.")), out)
  for (column in names(table)) {
    if (is.numeric(table[[column]])) {
      missing <- is.na(table[[column]])
      table[[column]] <- formatC(table[[column]], digits = 15, format = "g", width = 1)
      table[[column]][missing] <- ""
    }
  }
  write.csv(table, out, row.names = FALSE, quote = FALSE, na = "")
  close(out)
}

# Answers 1-6 to several questions that share something, in units that differ: no survey's data.
constructed_answers <- function(n, loadings, units, seed) {
  set.seed(seed, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
  unit <- rep_len(seq_len(units), n)
  common <- rnorm(n) + rnorm(units, sd = 0.4)[unit]
  scores <- sapply(loadings, function(l) pmin(pmax(round(4.4 + l * common + rnorm(n, sd = 0.9)), 1), 6))
  colnames(scores) <- paste0("q", seq_along(loadings))
  data.frame(unit = paste0("unit", unit), scores)
}
