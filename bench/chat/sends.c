/*
 * sends - clients of the Chat API that send messages and wait for each reply (one thread, epoll, no dependencies).
 *
 *   sends PORT CLIENTS WARMUP SECONDS CHANNEL...       the token is in TOKEN, as base64
 *
 * Each client opens a Phoenix socket, joins one of the channels in turn and sends; what it says next waits for the
 * reply to what it said before, which comes when the message is committed. Prints how many replies came a second,
 * the quantiles of the time from sending to the reply, and how many frames all clients together heard meanwhile.
 * Any reply that is not ok, and any connection that ends, is a failure.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { INBOX = 1 << 20, MAX_TIMES = 1 << 22 };

struct client {
  int fd, number, ref;
  bool open, joined;
  const char *channel;
  uint64_t sent_at;
  size_t have;
  char inbox[INBOX];
};

static const char *token;
static int port, ep, joined;
static uint64_t begin, end, frames, replies, ntimes;
static uint32_t times[MAX_TIMES]; /* microseconds */

static void die(const char *format, ...) {
  va_list a;
  va_start(a, format);
  fprintf(stderr, "sends: ");
  vfprintf(stderr, format, a);
  fprintf(stderr, "\n");
  exit(2);
}

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000ull + t.tv_nsec;
}

/* What a client says is short: the socket's buffer always has room for it. */
static void write_all(struct client *c, const void *bytes, size_t n) {
  if (send(c->fd, bytes, n, MSG_NOSIGNAL) != (ssize_t)n) die("a connection is gone");
}

/* Masked with key 0: valid, and the server has to unmask it all the same. */
static void say(struct client *c, const char *text) {
  size_t n = strlen(text);
  uint8_t frame[1024] = {0x81};
  size_t head = n < 126 ? 2 : 4;
  frame[1] = 0x80 | (n < 126 ? n : 126);
  if (head == 4) frame[2] = n >> 8, frame[3] = n;
  memcpy(frame + head + 4, text, n);
  write_all(c, frame, head + 4 + n);
}

static void join(struct client *c) {
  char text[512];
  snprintf(text, sizeof text, "[\"1\",\"1\",\"channel:%s\",\"phx_join\",{\"history\":0}]", c->channel);
  c->ref = 1;
  say(c, text);
}

static void send_message(struct client *c) {
  char text[512];
  c->ref++;
  snprintf(text, sizeof text,
      "[\"1\",\"%d\",\"channel:%s\",\"send_message\","
      "{\"content\":\"What is acknowledged is on the disk.\",\"temp_id\":\"%d-%d\"}]",
      c->ref, c->channel, c->number, c->ref);
  c->sent_at = now();
  say(c, text);
}

static bool ends_ok(const char *p, size_t n) {
  static const char ok[] = "\"status\":\"ok\"}]";
  return n >= sizeof ok && !memcmp(p + n - (sizeof ok - 1), ok, sizeof ok - 1);
}

/* A reply begins with ["1","<ref>", - a push has null there, a broadcast twice. */
static void heard(struct client *c, const char *p, size_t n) {
  uint64_t t = now();
  if (begin && t >= begin && t < end) frames++;
  if (n < 6 || memcmp(p, "[\"1\",\"", 6)) return;
  if (atoi(p + 6) != c->ref) return; /* the joins' phx_close has none of ours */
  if (!ends_ok(p, n)) die("refused: %.*s", (int)(n < 300 ? n : 300), p);
  if (!c->joined) {
    c->joined = true;
    joined++;
    return; /* all begin together */
  }
  if (begin && c->sent_at >= begin && t < end) {
    replies++;
    if (ntimes < MAX_TIMES) times[ntimes++] = (t - c->sent_at) / 1000;
  }
  send_message(c);
}

static void frame(struct client *c, int opcode, const char *p, size_t n) {
  if (opcode == 1) {
    heard(c, p, n);
  } else if (opcode == 8) {
    die("closed with %d", n >= 2 ? (uint8_t)p[0] << 8 | (uint8_t)p[1] : 0);
  } else if (opcode == 9) {
    uint8_t pong[140] = {0x8a, 0x80 | n};
    memcpy(pong + 6, p, n);
    write_all(c, pong, n + 6);
  }
}

static void readable(struct client *c) {
  ssize_t r = recv(c->fd, c->inbox + c->have, INBOX - c->have, MSG_DONTWAIT);
  if (r < 0) return;
  if (r == 0) die("a connection ended");
  c->have += r;
  char *p = c->inbox, *stop = c->inbox + c->have;
  if (!c->open) {
    char *e = memmem(p, c->have, "\r\n\r\n", 4);
    if (!e) return;
    if (memcmp(p, "HTTP/1.1 101", 12)) die("handshake: %.*s", (int)(e - p), p);
    c->open = true;
    p = e + 4;
    join(c);
  }
  while (stop - p >= 2) {
    uint8_t *h = (uint8_t *)p;
    uint64_t n = h[1] & 127, head = 2;
    if (n == 126) head = 4;
    if (n == 127) head = 10;
    if ((uint64_t)(stop - p) < head) break;
    if (head > 2) {
      n = 0;
      for (uint64_t i = 2; i < head; i++) n = n << 8 | h[i];
    }
    if (head + n > INBOX) die("a frame of %lu bytes", (unsigned long)n);
    if ((uint64_t)(stop - p) < head + n) break;
    frame(c, h[0] & 15, p + head, n);
    p += head + n;
  }
  c->have = stop - p;
  memmove(c->inbox, p, c->have);
}

static void turn(void) {
  struct epoll_event events[256];
  int n = epoll_wait(ep, events, 256, 100);
  for (int i = 0; i < n; i++) readable(events[i].data.ptr);
}

static void open_client(struct client *c) {
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (c->fd < 0 || connect(c->fd, (void *)&to, sizeof to)) die("no server on port %d", port);
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
  char request[4096];
  int n = snprintf(request, sizeof request,
      "GET /socket/websocket?vsn=2.0.0 HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\n"
      "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Protocol: phoenix, base64url.bearer.phx.%s\r\n\r\n", port, token);
  write_all(c, request, n);
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
  epoll_ctl(ep, EPOLL_CTL_ADD, c->fd, &event);
}

static int ascending(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

int main(int argc, char **argv) {
  if (argc < 6 || !(token = getenv("TOKEN"))) die("PORT CLIENTS WARMUP SECONDS CHANNEL..., and TOKEN");
  port = atoi(argv[1]);
  int clients = atoi(argv[2]);
  double warmup = atof(argv[3]), seconds = atof(argv[4]);
  ep = epoll_create1(0);
  struct client *all = calloc(clients, sizeof *all);
  for (int i = 0; i < clients; i++) {
    all[i].channel = argv[5 + i % (argc - 5)];
    all[i].number = i;
    open_client(&all[i]);
  }
  uint64_t limit = now() + 30000000000ull;
  while (joined < clients) {
    turn();
    if (now() > limit) die("%d of %d have joined", joined, clients);
  }
  begin = now() + (uint64_t)(warmup * 1e9);
  end = begin + (uint64_t)(seconds * 1e9);
  for (int i = 0; i < clients; i++) send_message(&all[i]);
  while (now() < end) turn();
  if (!ntimes) die("no reply");
  qsort(times, ntimes, sizeof *times, ascending);
  printf("%.0f sends/s committed, reply p50 %.2f ms, p99 %.2f ms, max %.2f ms; %d clients in %d channels, %.0f frames/s\n",
      replies / seconds, times[ntimes / 2] / 1e3, times[ntimes * 99 / 100] / 1e3, times[ntimes - 1] / 1e3, clients,
      argc - 5, frames / seconds);
  return 0;
}
