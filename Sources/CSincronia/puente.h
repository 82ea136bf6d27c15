/* glibc declares syncfs only under _GNU_SOURCE, which Swift's own module of it does not define. */
int syncfs(int fd);
