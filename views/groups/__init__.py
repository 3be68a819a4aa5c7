"""Groups side by side: the values of one background variable, or those who answer in different roles."""
