// Feeds ticks over HTTP and hears them on many sockets: how long from a tick's departure to its arrival at a reader.
//   ticks PORT PID TOKENS RATE SOCKETS WATCHED WARMUP SECONDS        (environment: FEED, ACCESS: the two tokens)
// Each tick bears the time of its departure in ltq, in microseconds; a reader subtracts. Of ticks that were conflated away
// nothing is known, as they are not sent. One thread feeds, one reads.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define FIRST_TOKEN 1000000
#define CALLS_A_SECOND 10
#define BUFFER (256 << 10)
#define BUCKETS 200000  // of 10 microseconds

static int port, tokens, rate;
static atomic_int feeding = 1;
static atomic_long fed, refused;

struct reader { int fd; size_t have; char *buf; };

static void die(const char *what) { fprintf(stderr, "ticks: %s: %s\n", what, strerror(errno)); exit(1); }
static int64_t micros(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static int dial(void) {
  int fd = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (fd < 0 || connect(fd, (struct sockaddr *)&a, sizeof a)) die("connect");
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  return fd;
}

static void put(int fd, const char *bytes, size_t size) {
  while (size > 0) {
    ssize_t n = write(fd, bytes, size);
    if (n <= 0) die("write");
    bytes += n, size -= n;
  }
}

// Reads up to the end of HTTP headers; how much lies behind them is left in buf.
static size_t headers(int fd, char *buf, size_t size, char **rest) {
  size_t have = 0;
  for (;;) {
    ssize_t n = read(fd, buf + have, size - 1 - have);
    if (n <= 0) die("read");
    buf[have += n] = 0;
    char *end = strstr(buf, "\r\n\r\n");
    if (end) { *rest = end + 4; return have - (end + 4 - buf); }
  }
}

static void *feed(void *unused) {
  (void)unused;
  int fd = dial(), per_call = (int)((int64_t)tokens * rate / CALLS_A_SECOND), next = 0;
  char *body = malloc((size_t)per_call * 80), head[4096], answer[65536];
  for (int64_t due = micros(); feeding; due += 1000000 / CALLS_A_SECOND) {
    int64_t now = micros();
    if (now < due) usleep(due - now);
    now = micros();
    size_t size = 0;
    for (int i = 0; i < per_call; i++, next = (next + 1) % tokens)
      size += sprintf(body + size, "{\"token\":\"%d\",\"ltp\":%d,\"ltq\":%lld}\n", FIRST_TOKEN + next,
                      100000 + (int)(now % 1000), (long long)now);
    int n = sprintf(head,
                    "POST /api/ticks/feed HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
                    "Content-Type: application/x-ndjson\r\nContent-Length: %zu\r\n\r\n",
                    getenv("FEED"), size);
    put(fd, head, n);
    put(fd, body, size);
    char *rest;
    size_t behind = headers(fd, answer, sizeof answer, &rest);
    char *length = strcasestr(answer, "content-length:");
    if (strncmp(answer + 9, "200", 3) || !length) { fprintf(stderr, "ticks: the feed got %.200s\n", answer); exit(1); }
    for (long left = atol(length + 15) - (long)behind; left > 0;) {
      ssize_t got = read(fd, rest + behind, sizeof answer - 1 - (rest - answer) - behind);
      if (got <= 0) die("read");
      behind += got, left -= got;
    }
    rest[behind] = 0;
    char *no = strstr(rest, "\"refused\":");
    refused += no ? atol(no + 10) : per_call;
    fed += per_call;
  }
  return NULL;
}

static void frame(int fd, const char *text) {
  size_t size = strlen(text), at = 0;
  char *out = malloc(size + 14);
  out[at++] = (char)0x81;
  if (size < 126) out[at++] = (char)(0x80 | size);
  else out[at++] = (char)0xFE, out[at++] = (char)(size >> 8), out[at++] = (char)size;
  memset(out + at, 0, 4);  // the mask
  memcpy(out + at + 4, text, size);
  put(fd, out, at + 4 + size);
  free(out);
}

static void join(struct reader *r, int watched, unsigned *seed) {
  char buf[65536], *rest;
  r->fd = dial();
  r->buf = malloc(BUFFER);
  const char *hello = "GET /socket/websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n";
  put(r->fd, hello, strlen(hello));
  r->have = headers(r->fd, buf, sizeof buf, &rest);
  memcpy(r->buf, rest, r->have);
  snprintf(buf, sizeof buf,
           "{\"topic\":\"api:demo\",\"event\":\"phx_join\",\"payload\":{\"access_token\":\"%s\"},\"ref\":\"\"}", getenv("ACCESS"));
  frame(r->fd, buf);
  size_t n = sprintf(buf, "{\"topic\":\"api:demo\",\"event\":\"subscribe\",\"payload\":{\"list\":[");
  for (int i = 0; i < watched; i++) n += sprintf(buf + n, "%s%d", i ? "," : "", FIRST_TOKEN + (int)(rand_r(seed) % tokens));
  strcpy(buf + n, "]},\"ref\":\"\"}");
  frame(r->fd, buf);
}

static uint32_t counts[BUCKETS];
static long frames, values, bytes_in;

// Takes the frames that are whole. Those that a joining client hears are not counted: its ticks are old.
static void take(struct reader *r, int counting) {
  size_t at = 0;
  int64_t now = micros();
  while (r->have - at >= 2) {
    unsigned char *f = (unsigned char *)r->buf + at;
    uint64_t size = f[1] & 127, head = 2;
    if (size == 126) { if (r->have - at < 4) break; size = f[2] << 8 | f[3], head = 4; }
    else if (size == 127) {
      if (r->have - at < 10) break;
      size = 0;
      for (int i = 2; i < 10; i++) size = size << 8 | f[i];
      head = 10;
    }
    if (head + size > BUFFER) { fprintf(stderr, "ticks: a frame of %lu bytes\n", (unsigned long)size); exit(1); }
    if (r->have - at < head + size) break;
    if ((f[0] & 15) == 8) { fprintf(stderr, "ticks: closed: %.*s\n", (int)size, f + head); exit(1); }
    if ((f[0] & 15) == 9) {
      char pong[131] = {(char)0x8A, (char)(0x80 | size)};
      memcpy(pong + 6, f + head, size);
      put(r->fd, pong, 6 + size);
    } else if (counting) {
      frames++;
      char *end = (char *)f + head + size;
      for (char *p = (char *)f + head; (p = memmem(p, end - p, "\"ltq\":", 6)); values++) {
        int64_t departed = strtoll(p + 6, &p, 10), bucket = (now - departed) / 10;
        counts[bucket < 0 ? 0 : bucket >= BUCKETS ? BUCKETS - 1 : bucket]++;
      }
    }
    at += head + size;
  }
  memmove(r->buf, r->buf + at, r->have -= at);
}

static double cpu_seconds(int pid) {
  char path[64], line[1024];
  unsigned long user = 0, kernel = 0;
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  FILE *f = fopen(path, "r");
  if (!f || !fgets(line, sizeof line, f)) die(path);
  sscanf(strrchr(line, ')') + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &kernel);
  fclose(f);
  return (double)(user + kernel) / sysconf(_SC_CLK_TCK);
}

static long resident_kb(int pid) {
  char path[64], line[256];
  long kb = 0;
  snprintf(path, sizeof path, "/proc/%d/status", pid);
  FILE *f = fopen(path, "r");
  while (f && fgets(line, sizeof line, f)) if (sscanf(line, "VmRSS: %ld", &kb) == 1) break;
  if (f) fclose(f);
  return kb;
}

static double percentile(double part) {
  long total = 0, seen = 0;
  for (int i = 0; i < BUCKETS; i++) total += counts[i];
  for (int i = 0; i < BUCKETS; i++) if ((seen += counts[i]) >= part * total) return i / 100.0;
  return 0;
}

int main(int argc, char **argv) {
  if (argc != 9 || !getenv("FEED") || !getenv("ACCESS")) { fprintf(stderr, "see ticks.c\n"); return 2; }
  port = atoi(argv[1]), tokens = atoi(argv[3]), rate = atoi(argv[4]);
  int pid = atoi(argv[2]), sockets = atoi(argv[5]), watched = atoi(argv[6]);
  double warmup = atof(argv[7]), seconds = atof(argv[8]);
  struct reader *readers = calloc(sockets, sizeof *readers);
  unsigned seed = 7;
  int ep = epoll_create1(0);
  for (int i = 0; i < sockets; i++) {
    join(&readers[i], watched, &seed);
    fcntl(readers[i].fd, F_SETFL, O_NONBLOCK);
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = &readers[i]};
    epoll_ctl(ep, EPOLL_CTL_ADD, readers[i].fd, &e);
  }
  pthread_t feeder;
  pthread_create(&feeder, NULL, feed, NULL);
  int64_t begin = micros() + (int64_t)(warmup * 1e6), end = begin + (int64_t)(seconds * 1e6);
  double cpu = 0;
  long fed_before = 0;
  int counting = 0;
  struct epoll_event ready[256];
  for (int64_t now = micros(); now < end; now = micros()) {
    if (!counting && now >= begin) counting = 1, cpu = cpu_seconds(pid), fed_before = fed;
    int n = epoll_wait(ep, ready, 256, 10);
    for (int i = 0; i < n; i++) {
      struct reader *r = ready[i].data.ptr;
      ssize_t got = read(r->fd, r->buf + r->have, BUFFER - r->have);
      if (got == 0 || (got < 0 && errno != EAGAIN)) die("a reader was cut");
      if (got > 0) {
        r->have += got;
        if (counting) bytes_in += got;
        take(r, counting);
      }
    }
  }
  cpu = cpu_seconds(pid) - cpu;
  feeding = 0;
  printf("{\"ticks_per_s\":%.0f,\"refused\":%ld,\"frames_per_s\":%.0f,\"values_per_s\":%.0f,\"mb_per_s\":%.1f,"
         "\"p50_ms\":%.1f,\"p90_ms\":%.1f,\"p99_ms\":%.1f,\"max_ms\":%.1f,\"server_cores\":%.2f,\"server_rss_mb\":%ld}\n",
         (fed - fed_before) / seconds, (long)refused, frames / seconds, values / seconds, bytes_in / seconds / 1e6,
         percentile(0.5), percentile(0.9), percentile(0.99), percentile(1), cpu / seconds, resident_kb(pid) / 1024);
  pthread_join(feeder, NULL);
  return 0;
}
