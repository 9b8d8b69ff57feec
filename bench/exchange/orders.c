/*
 * orders - clients of the Exchange API that give orders over sockets (one thread, epoll, no dependencies).
 *
 *   orders closed PORT CONNECTIONS WINDOW WARMUP SECONDS SYMBOL PRICE   WINDOW requests of each always wait for an answer
 *   orders paced  PORT CONNECTIONS RATE   WARMUP SECONDS SYMBOL PRICE   RATE orders a second from all together
 *   orders book   PORT RATE SYMBOL PRICE                                changes one level of a book at a time, until killed
 *
 * The users' tokens are in TOKENS, separated by spaces; connections take them in turn. PRICE is about the market's, with
 * two decimals. In `closed` and `paced` every second order rests 10 % away from it and is cancelled by its client_order_id
 * (BY=order_id: by its order_id) when it is acknowledged; the others take at once or expire, buying and selling in turn.
 * `book` keeps 20 levels on each side of PRICE and has further orders come and go at the best ten, RATE changes a second.
 *
 * Times go from sending to the answer; in `paced` from when the order was due. Any answer that is not what was asked for,
 * one that belongs to no request, a request without one, and a connection that ends are failures.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>

enum { INBOX = 1 << 18, OUTBOX = 1 << 16, ASKED = 1 << 12, LEVELS = 20, BEST = 10, TOUCHES = 10, MAX_TOKENS = 64 };

#define SECOND 1000000000ull

enum kind { NONE, REST, TAKE, CANCEL, CLEAR };
static const char *const ANSWERS[] = {
    [REST] = "order_placed", [TAKE] = "order_placed", [CANCEL] = "order_cancelled", [CLEAR] = "orders_cancelled"};

struct request {
  uint64_t id, at;
  enum kind kind;
  char order[37]; /* its order_id, from the answer on */
};

struct client {
  int fd, number;
  bool open, ready;
  uint64_t last_id, rests, takes;
  struct request asked[ASKED]; /* by id; ids rise by one */
  size_t have, filled;
  char inbox[INBOX], outbox[OUTBOX];
};

struct figures {
  uint64_t answered, count, room;
  uint32_t *times; /* microseconds */
};

static const char *symbol;
static long cents; /* the price */
static int port, ep, ready, waiting;
static bool again, by_order_id, keeps; /* again: each answer brings the next request; keeps: what rests is not cancelled */
static uint64_t begin = UINT64_MAX, end = UINT64_MAX, takes, traded;
static struct figures orders, cancels;

static void die(const char *format, ...) {
  va_list a;
  va_start(a, format);
  fprintf(stderr, "orders: ");
  vfprintf(stderr, format, a);
  fprintf(stderr, "\n");
  exit(2);
}

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * SECOND + t.tv_nsec;
}

static double self_cpu(void) {
  struct rusage r;
  getrusage(RUSAGE_SELF, &r);
  return r.ru_utime.tv_sec + r.ru_stime.tv_sec + (r.ru_utime.tv_usec + r.ru_stime.tv_usec) / 1e6;
}

/* ------------------------------------------------------------------ what is said */
static void flush(struct client *c) {
  if (c->filled && send(c->fd, c->outbox, c->filled, MSG_NOSIGNAL) != (ssize_t)c->filled) die("send: %s", strerror(errno));
  c->filled = 0;
}

/* Masked with key 0: valid, and the server has to unmask it all the same. */
static void put_frame(struct client *c, int opcode, const void *payload, size_t n) {
  if (c->filled + n + 8 > OUTBOX) flush(c);
  uint8_t *frame = (uint8_t *)c->outbox + c->filled;
  size_t head = n < 126 ? 2 : 4;
  frame[0] = 0x80 | opcode;
  frame[1] = 0x80 | (n < 126 ? n : 126);
  if (head == 4) frame[2] = n >> 8, frame[3] = n;
  memset(frame + head, 0, 4);
  memcpy(frame + head + 4, payload, n);
  c->filled += head + 4 + n;
}

/* The answer repeats the id. */
static uint64_t ask(struct client *c, enum kind kind, uint64_t at, const char *method, const char *params) {
  uint64_t id = ++c->last_id;
  struct request *request = &c->asked[id % ASKED];
  if (request->kind != NONE) die("%d requests of one connection wait for their answers", ASKED);
  *request = (struct request){.id = id, .at = at, .kind = kind};
  waiting++;
  char text[768];
  int n = snprintf(text, sizeof text, "{\"id\":%lu,\"method\":\"%s\",\"params\":{%s}}", (unsigned long)id, method, params);
  put_frame(c, 1, text, n);
  return id;
}

static uint64_t place(struct client *c, enum kind kind, uint64_t at, bool buy, const char *quantity, long price) {
  char params[512];
  snprintf(params, sizeof params,
      "\"symbol\":\"%s\",\"side\":\"%s\",\"type\":\"limit\",\"quantity\":\"%s\",\"price\":\"%ld.%02ld\","
      "\"time_in_force\":\"%s\",\"client_order_id\":\"b%d-%lu\"",
      symbol, buy ? "buy" : "sell", quantity, price / 100, price % 100, kind == TAKE ? "IOC" : "GTC", c->number,
      (unsigned long)c->last_id + 1);
  return ask(c, kind, at, "order.place", params);
}

/* Cancels what the request with that id placed. */
static void cancel(struct client *c, uint64_t id) {
  char params[128];
  const struct request *placed = &c->asked[id % ASKED];
  if (by_order_id && placed->order[0]) {
    snprintf(params, sizeof params, "\"order_id\":\"%s\"", placed->order);
  } else {
    snprintf(params, sizeof params, "\"client_order_id\":\"b%d-%lu\"", c->number, (unsigned long)id);
  }
  ask(c, CANCEL, now(), "order.cancel", params);
}

/* Worth more than the 5 USDT that an order must be worth at least. */
static void order(struct client *c, enum kind kind, uint64_t at) {
  bool buy = (kind == TAKE ? c->takes++ : c->rests++) % 2;
  long price = kind == TAKE ? cents + (buy ? cents : -cents) / 33 : cents - (buy ? cents : -cents) / 10;
  place(c, kind, at, buy, "0.0002", price);
}

/* ------------------------------------------------------------------ what is heard */
static void note(struct figures *f, uint64_t at, uint64_t t) {
  if (t >= begin && t < end) f->answered++;
  if (at < begin || at >= end) return;
  if (f->count == f->room) {
    f->room = f->room ? 2 * f->room : 1 << 16;
    f->times = realloc(f->times, f->room * sizeof *f->times);
  }
  f->times[f->count++] = (t - at) / 1000;
}

static bool has(const char *p, size_t n, const char *text) { return memmem(p, n, text, strlen(text)); }

static void keep_order_id(struct request *request, const char *p, size_t n) {
  static const char name[] = "\"order_id\":\"";
  const char *id = memmem(p, n, name, sizeof name - 1);
  if (!id || id + sizeof name - 1 + 36 > p + n) die("no order_id: %.*s", (int)n, p);
  memcpy(request->order, id + sizeof name - 1, 36);
}

static void answered(struct client *c, uint64_t id, const char *p, size_t n) {
  uint64_t t = now();
  struct request *request = &c->asked[id % ASKED], was = *request;
  if (was.kind == NONE || was.id != id) die("an answer to no request: %.*s", (int)n, p);
  request->kind = NONE;
  waiting--;
  char type[48];
  snprintf(type, sizeof type, ",\"type\":\"%s\",", ANSWERS[was.kind]);
  if (!has(p, n, type)) die("refused: %.*s", (int)n, p);
  if (was.kind == REST && !has(p, n, "\"status\":\"open\"")) die("does not rest: %.*s", (int)n, p);
  note(was.kind == CANCEL ? &cancels : &orders, was.at, t);
  if (was.kind == TAKE) {
    takes++;
    traded += !has(p, n, "\"filled_quantity\":\"0.00000000\"");
  }
  if (was.kind == REST) keep_order_id(request, p, n);
  if (was.kind == REST && !keeps) {
    cancel(c, id);
  } else if (again) {
    order(c, was.kind == TAKE ? REST : TAKE, now());
  }
}

static void heard(struct client *c, const char *p, size_t n) {
  static const char head[] = "{\"id\":";
  if (n > sizeof head && !memcmp(p, head, sizeof head - 1)) {
    char *rest;
    uint64_t id = strtoull(p + sizeof head - 1, &rest, 10);
    if (id && *rest == ',') {
      answered(c, id, p, n);
      return;
    }
  }
  if (!has(p, n, "\"type\":\"connection_status\"")) die("heard: %.*s", (int)n, p);
  if (!c->ready) ready++;
  c->ready = true;
}

static void frame(struct client *c, int opcode, const char *p, size_t n) {
  if (opcode == 1) {
    heard(c, p, n);
  } else if (opcode == 8) {
    die("closed with %d", n >= 2 ? (uint8_t)p[0] << 8 | (uint8_t)p[1] : 0);
  } else if (opcode == 9) {
    put_frame(c, 10, p, n);
  }
}

static void readable(struct client *c) {
  ssize_t r = recv(c->fd, c->inbox + c->have, INBOX - c->have, MSG_DONTWAIT);
  if (r < 0 && errno == EAGAIN) return;
  if (r <= 0) die("a connection ended");
  c->have += r;
  char *p = c->inbox, *stop = c->inbox + c->have;
  if (!c->open) {
    char *e = memmem(p, c->have, "\r\n\r\n", 4);
    if (!e) return;
    if (memcmp(p, "HTTP/1.1 101", 12)) die("handshake: %.*s", (int)(e - p), p);
    c->open = true;
    p = e + 4;
  }
  while (stop - p >= 2) {
    uint8_t *h = (uint8_t *)p;
    size_t n = h[1] & 127, head = n == 126 ? 4 : 2;
    if (n == 127) die("a frame of more than 64 KiB");
    if ((size_t)(stop - p) < head) break;
    if (head == 4) n = h[2] << 8 | h[3];
    if ((size_t)(stop - p) < head + n) break;
    frame(c, h[0] & 15, p + head, n);
    p += head + n;
  }
  c->have = stop - p;
  memmove(c->inbox, p, c->have);
  flush(c);
}

/* Waits for so many nanoseconds at most. */
static void turn(uint64_t wait) {
  struct epoll_event events[256];
  struct timespec most = {wait / SECOND, wait % SECOND};
  int n = epoll_pwait2(ep, events, 256, &most, NULL);
  for (int i = 0; i < n; i++) readable(events[i].data.ptr);
}

static void await(const int *count, int wanted, const char *what) {
  for (uint64_t limit = now() + 30 * SECOND; *count != wanted; turn(SECOND / 10))
    if (now() > limit) die("%s: %d after 30 s (expected: %d)", what, *count, wanted);
}

/* ------------------------------------------------------------------ the three ways */
static struct client *connect_all(int count) {
  static const char *tokens[MAX_TOKENS];
  int ntokens = 0;
  for (char *s = strdup(getenv("TOKENS")), *x; ntokens < MAX_TOKENS && (x = strtok(s, " ")); s = NULL) tokens[ntokens++] = x;
  if (count < 1 || !ntokens) die("connections: %d, tokens: %d (expected: some)", count, ntokens);
  struct client *all = calloc(count, sizeof *all);
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  for (int i = 0; i < count; i++) {
    struct client *c = &all[i];
    c->number = i;
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (c->fd < 0 || connect(c->fd, (void *)&to, sizeof to)) die("no server on port %d", port);
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
    c->filled = snprintf(c->outbox, OUTBOX,
        "GET /?token=%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n", tokens[i % ntokens], port);
    flush(c);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
    epoll_ctl(ep, EPOLL_CTL_ADD, c->fd, &event);
  }
  await(&ready, count, "connections that are open");
  return all;
}

static int ascending(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

static void print(const char *what, struct figures *f, double seconds) {
  if (!f->count) die("no %s", what);
  qsort(f->times, f->count, sizeof *f->times, ascending);
  printf("  %-8s %8.0f/s  p50 %7.3f  p99 %7.3f  p99.9 %7.3f  max %7.3f ms\n", what, f->answered / seconds,
      f->times[f->count / 2] / 1e3, f->times[f->count * 99 / 100] / 1e3, f->times[f->count * 999 / 1000] / 1e3,
      f->times[f->count - 1] / 1e3);
}

static void closed(struct client *all, int clients, int window, double seconds) {
  again = true;
  for (int i = 0; i < clients; i++) {
    for (int k = 0; k < window; k++) order(&all[i], k % 2 ? TAKE : REST, now());
    flush(&all[i]);
  }
  while (now() < begin) turn(SECOND / 10);
  double cpu = self_cpu();
  while (now() < end) turn(SECOND / 10);
  cpu = self_cpu() - cpu;
  again = false;
  printf("closed loop: %d connections, %d requests of each under way; the generator took %.0f %% of its processor\n",
      clients, window, 100 * cpu / seconds);
}

/* Looks without waiting: it has a processor of its own, and waking up would count as the server's time. */
static void paced(struct client *all, int clients, double rate) {
  uint64_t gap = SECOND / rate, due = now(), latest = 0;
  for (uint64_t k = 0; due < end; k++, due += gap) {
    do turn(0);
    while (now() < due);
    uint64_t late = now() - due;
    if (due >= begin && late > latest) latest = late;
    struct client *c = &all[k % clients];
    order(c, k / clients % 2 ? TAKE : REST, due);
    flush(c);
  }
  printf("paced: %.0f orders a second over %d connections, at most %.3f ms late\n", rate, clients, latest / 1e6);
}

/* Each change is one update of the book: a level's quantity grows, or shrinks again. A level changes again after twice
 * TOUCHES others at the earliest, so that there are as many updates when the server takes several changes at once. */
static void book(struct client *c, double rate) {
  char params[128];
  keeps = true;
  by_order_id = true; /* or each cancel would wait twice for its turn */
  snprintf(params, sizeof params, "\"symbol\":\"%s\"", symbol);
  ask(c, CLEAR, now(), "order.cancel_all", params);
  for (int i = 1; i <= LEVELS; i++) {
    place(c, REST, now(), true, "1", cents - i);
    place(c, REST, now(), false, "1", cents + i);
  }
  flush(c);
  await(&waiting, 0, "levels that wait");
  printf("ready\n");
  fflush(stdout);
  uint64_t touches[TOUCHES] = {0}, gap = SECOND / rate, due = now();
  for (uint64_t k = 0;; due += gap) {
    for (uint64_t t; (t = now()) < due;) turn(due - t);
    uint64_t *touch = &touches[k % TOUCHES];
    if (*touch) {
      cancel(c, *touch);
      *touch = 0;
    } else {
      long away = 1 + k / 2 % BEST;
      *touch = place(c, REST, now(), k % 2, "0.5", k % 2 ? cents - away : cents + away);
      k++;
    }
    flush(c);
  }
}

static long in_cents(const char *price) { return (long)(atof(price) * 100 + 0.5); }

int main(int argc, char **argv) {
  bool is_book = argc == 6 && !strcmp(argv[1], "book");
  bool is_paced = argc == 9 && !strcmp(argv[1], "paced");
  if (!getenv("TOKENS") || !(is_book || is_paced || (argc == 9 && !strcmp(argv[1], "closed"))))
    die("closed PORT CONNECTIONS WINDOW WARMUP SECONDS SYMBOL PRICE, paced PORT CONNECTIONS RATE WARMUP SECONDS SYMBOL PRICE "
        "or book PORT RATE SYMBOL PRICE; and TOKENS");
  by_order_id = getenv("BY") && !strcmp(getenv("BY"), "order_id");
  port = atoi(argv[2]);
  symbol = argv[argc - 2];
  cents = in_cents(argv[argc - 1]);
  ep = epoll_create1(0);
  if (is_book) {
    book(connect_all(1), atof(argv[3]));
    return 0;
  }
  int clients = atoi(argv[3]);
  double seconds = atof(argv[6]);
  struct client *all = connect_all(clients);
  begin = now() + (uint64_t)(atof(argv[5]) * SECOND);
  end = begin + (uint64_t)(seconds * SECOND);
  if (is_paced) {
    paced(all, clients, atof(argv[4]));
  } else {
    closed(all, clients, atoi(argv[4]), seconds);
  }
  await(&waiting, 0, "requests without an answer");
  print("orders", &orders, seconds);
  print("cancels", &cancels, seconds);
  printf("  %.1f %% of the orders that take at once traded\n", 100.0 * traded / takes);
  return 0;
}
