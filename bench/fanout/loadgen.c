/*
 * loadgen - WebSocket fan-out load generator (one thread, epoll, no dependencies but zlib).
 *
 * Opens N subscriber connections spread over T topics and one publisher connection per topic, drives the
 * publishers (closed loop with a bounded window, or a fixed rate), counts what each subscriber receives frame by
 * frame, takes the publish-to-delivery time from a timestamp inside the payload, and reads the server's CPU time
 * and memory from /proc. Prints one JSON line. See README.md.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
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
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

#ifndef IP_BIND_ADDRESS_NO_PORT
#define IP_BIND_ADDRESS_NO_PORT 24
#endif

/* ------------------------------------------------------------------ options */
static struct {
    const char *host, *sub_path, *pub_path, *hello, *pub_hello, *label, *sizes, *proto, *pub_prefix, *pub_suffix;
    int port, pub_port, subs, topics, size, window, nsrc, idle, deflate, poll0, no_pub, sub_proto_nats, verify, text, pubs;
    double rate, warmup, duration, quiet, warm_deliv;
    int pids[16], npids;
} o = { .host = "127.0.0.1", .sub_path = "/sub/%d", .pub_path = "/pub/%d", .label = "", .pub_suffix = "", .port = 9000, .subs = 1000,
        .topics = 1, .pubs = 1, .size = 100, .window = 64, .nsrc = 1, .warmup = 3, .duration = 5 };

static void die(const char *f, ...) {
    va_list a; va_start(a, f); fprintf(stderr, "loadgen: "); vfprintf(stderr, f, a); fprintf(stderr, "\n"); va_end(a);
    exit(2);
}
static inline uint64_t now_ns(void) {
    struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return (uint64_t)t.tv_sec * 1000000000ull + t.tv_nsec;
}

/* ------------------------------------------------------------------ latency histogram: 64 steps per power of two */
#define HSUB 64
static uint64_t hist[64 * HSUB], hist_n, hist_max;
static uint64_t slice_hist[64 * HSUB], quiet_hist[64 * HSUB], quiet_hist_n; /* the current slice; all quiet slices */
static inline void hist_add(uint64_t v) {
    if (v < 1) v = 1;
    int e = 63 - __builtin_clzll(v), i = e < 6 ? (int)v : (e - 5) * HSUB + (int)((v >> (e - 6)) & (HSUB - 1));
    hist[i]++; hist_n++; slice_hist[i]++;
    if (v > hist_max) hist_max = v;
}
static double hist_q_of(const uint64_t *hist, uint64_t hist_n, double q) {
    uint64_t want = (uint64_t)(q * hist_n), seen = 0;
    for (int i = 0; i < 64 * HSUB; i++) {
        seen += hist[i];
        if (seen > want) {
            if (i < HSUB) return i;
            int e = i / HSUB + 5;
            return (double)((1ull << e) + ((uint64_t)(i % HSUB) << (e - 6)));
        }
    }
    return hist_max;
}

static double hist_q(double q) { return hist_q_of(hist, hist_n, q); }

/* ------------------------------------------------------------------ connections */
enum { CONNECTING, HANDSHAKE, OPEN, CLOSED };
struct conn {
    int fd, topic;
    uint8_t state, pub, hn, nats_body_started;
    uint8_t hdr[14];          /* a frame header not complete yet */
    uint64_t left;            /* payload bytes of the current frame still to come */
    uint64_t nats_left;       /* NATS: bytes of the current MSG body still to come */
    int nats_ln; char nats_line[96];
    uint64_t got;             /* data messages received on this connection */
    char *out; size_t outn, outoff, outcap;
};
static struct conn *conns;
static int nconns, nopen, nclosed, ep;
static bool measuring;
static uint64_t delivered, bytes_in, published, ctl_frames, reads_done, polls, polls_empty, inflated_ok;
static uint64_t m_delivered, m_bytes, m_reads;
static char rbuf[1 << 18];

static int hexval(int c) { return c <= '9' ? c - '0' : (c | 32) - 'a' + 10; }
static inline void sample(const char *p, size_t n) { /* p: payload start: {"t":"<16 hex>", */
    if (o.pub_prefix && n > 22) { /* wrapped in an envelope, perhaps with its keys in another order */
        const char *q = memmem(p, n, o.text ? "'t':'" : "\"t\":\"", 5);
        if (!q || q + 21 > p + n) return;
        p = q - 1;
    } else if (n < 22 || p[0] != '{') return;
    uint64_t t = 0;
    for (int i = 6; i < 22; i++) t = t << 4 | (uint64_t)hexval(p[i]);
    uint64_t now = now_ns();
    if (now > t && now - t < 60000000000ull) hist_add(now - t);
}
static int sample_every = 1; static uint64_t sample_ctr;

static void put(struct conn *c, const void *d, size_t n) {
    if (c->outn + n > c->outcap) { c->outcap = (c->outn + n) * 2 + 4096; c->out = realloc(c->out, c->outcap); }
    memcpy(c->out + c->outn, d, n); c->outn += n;
}
static void want_write(struct conn *c, bool on) {
    struct epoll_event ev = { .events = EPOLLIN | (on ? EPOLLOUT : 0), .data.ptr = c };
    epoll_ctl(ep, EPOLL_CTL_MOD, c->fd, &ev);
}
static void flush_out(struct conn *c) {
    while (c->outoff < c->outn) {
        ssize_t r = send(c->fd, c->out + c->outoff, c->outn - c->outoff, MSG_NOSIGNAL);
        if (r < 0) { if (errno == EAGAIN) { want_write(c, true); return; } c->state = CLOSED; nclosed++; return; }
        c->outoff += r;
    }
    if (c->outoff) want_write(c, false);
    c->outn = c->outoff = 0;
}
/* A masked client frame with mask key 0: valid on the wire, and the server still has to unmask it. */
static void put_frame(struct conn *c, int opcode, const void *d, size_t n) {
    uint8_t h[14]; int k = 0;
    h[k++] = 0x80 | opcode;
    if (n < 126) h[k++] = 0x80 | n;
    else if (n < 65536) { h[k++] = 0x80 | 126; h[k++] = n >> 8; h[k++] = n; }
    else { h[k++] = 0x80 | 127; for (int i = 7; i >= 0; i--) h[k++] = (uint64_t)n >> (8 * i); }
    memset(h + k, 0, 4); k += 4;
    put(c, h, k); put(c, d, n);
}

static z_stream zs; static bool zs_init;
static void check_inflate(const char *p, size_t n) {
    static char outb[1 << 16], inb[1 << 16];
    if (!zs_init) { inflateInit2(&zs, -15); zs_init = true; } else if (o.deflate == 1) inflateReset(&zs);
    memcpy(inb, p, n); memcpy(inb + n, "\0\0\xff\xff", 4);
    zs.next_in = (void *)inb; zs.avail_in = n + 4; zs.next_out = (void *)outb; zs.avail_out = sizeof outb;
    int r = inflate(&zs, Z_SYNC_FLUSH);
    size_t got = sizeof outb - zs.avail_out;
    /* wrapped in an envelope it is longer than what was published, and has the stamp somewhere inside */
    bool ok = o.pub_prefix ? got > (size_t)o.size && memmem(outb, got, "\"t\":\"", 5) : got == (size_t)o.size;
    if ((r == Z_OK || r == Z_BUF_ERROR) && ok && measuring) inflated_ok++;
}

static inline void on_message(struct conn *c, const char *p, size_t avail, bool whole) {
    c->got++; delivered++;
    if (o.deflate && c == &conns[0] && whole) check_inflate(p, avail); /* every message, so that a kept context stays in step */
    if (measuring) {
        m_delivered++;
        if (++sample_ctr >= (uint64_t)sample_every) { sample_ctr = 0; sample(p, avail); }
    }
}
/* NATS over WebSocket: the payload is a slice of the NATS text protocol. */
static void nats_bytes(struct conn *c, const char *p, size_t n) {
    while (n) {
        if (c->nats_left) {
            size_t k = n < c->nats_left ? n : c->nats_left;
            if (!c->nats_body_started) { c->nats_body_started = 1; on_message(c, p, k, false); }
            c->nats_left -= k; p += k; n -= k; continue;
        }
        const char *e = memchr(p, '\n', n); size_t k = e ? (size_t)(e - p) + 1 : n;
        if (c->nats_ln + k < sizeof c->nats_line) { memcpy(c->nats_line + c->nats_ln, p, k); c->nats_ln += k; }
        p += k; n -= k;
        if (e) {
            c->nats_line[c->nats_ln] = 0;
            if (!memcmp(c->nats_line, "MSG ", 4)) {
                char *s = strrchr(c->nats_line, ' ');
                c->nats_left = strtoul(s + 1, 0, 10) + 2; c->nats_body_started = 0;
            } else if (!memcmp(c->nats_line, "PING", 4)) { put_frame(c, 2, "PONG\r\n", 6); flush_out(c); }
            c->nats_ln = 0;
        }
    }
}

static void on_bytes(struct conn *c, const char *p, size_t n) {
    if (measuring) m_bytes += n;
    bytes_in += n;
    while (n) {
        if (c->left) {
            size_t k = n < c->left ? n : c->left;
            if (o.sub_proto_nats) nats_bytes(c, p, k);
            c->left -= k; p += k; n -= k; continue;
        }
        /* header: from the saved part plus what is here */
        uint8_t h[14]; int have = c->hn; memcpy(h, c->hdr, have);
        int take = 14 - have < (int)n ? 14 - have : (int)n; memcpy(h + have, p, take);
        int total = have + take, need = 2;
        if (total >= 2) { int l = h[1] & 127; need = 2 + (l == 126 ? 2 : l == 127 ? 8 : 0); }
        if (total < need) { memcpy(c->hdr, h, total); c->hn = total; return; }
        p += need - have; n -= need - have; c->hn = 0;
        uint64_t len = h[1] & 127;
        if (len == 126) len = h[2] << 8 | h[3];
        else if (len == 127) { len = 0; for (int i = 2; i < 10; i++) len = len << 8 | h[i]; }
        int op = h[0] & 15;
        size_t avail = n < len ? n : len;
        if (op == 1 || op == 2) {
            if (!c->pub && !o.sub_proto_nats) on_message(c, p, avail, avail == len);
        } else {
            ctl_frames++;
            if (op == 9) { put_frame(c, 10, p, avail == len && len < 126 ? len : 0); flush_out(c); }
            if (op == 8 && c->state == OPEN) { c->state = CLOSED; nclosed++; }
        }
        c->left = len;
    }
}

/* Publishers may be at another server of a cluster. */
static int port_of(struct conn *c) { return c->pub && o.pub_port ? o.pub_port : o.port; }

static void start_handshake(struct conn *c) {
    char path[256], req[1024];
    snprintf(path, sizeof path, c->pub ? o.pub_path : o.sub_path, c->topic);
    int n = snprintf(req, sizeof req,
        "GET %s HTTP/1.1\r\nHost: %s:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n%s%s%s%s\r\n",
        path, o.host, port_of(c),
        c->pub || !o.deflate ? "" : o.deflate == 2 ? "Sec-WebSocket-Extensions: permessage-deflate\r\n"
            : "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; client_no_context_takeover\r\n",
        o.proto ? "Sec-WebSocket-Protocol: " : "", o.proto ? o.proto : "", o.proto ? "\r\n" : "");
    put(c, req, n); c->state = HANDSHAKE; flush_out(c);
}
static void unescape(const char *s, char *d) {
    for (; *s; s++) {
        if (*s == '\\' && s[1] == 'r') { *d++ = '\r'; s++; }
        else if (*s == '\\' && s[1] == 'n') { *d++ = '\n'; s++; }
        else if (*s == '\\' && s[1] == 'f') { *d++ = '\f'; s++; }
        else *d++ = *s;
    }
    *d = 0;
}
static void opened(struct conn *c) {
    c->state = OPEN; nopen++;
    const char *h = c->pub ? o.pub_hello : o.hello;
    if (h) {                                                   /* several messages are separated by \f */
        char f[4096], m[4096]; if (strlen(h) >= sizeof f) die("hello too long"); unescape(h, f);
        for (char *s = f, *e; s; s = e) { if ((e = strchr(s, '\f'))) *e++ = 0; snprintf(m, sizeof m, s, c->topic); put_frame(c, 1, m, strlen(m)); }
        flush_out(c);
    }
}
/* A receiver that has answered something is "interactive" for Linux (pingpong) and from then on acknowledges only every second
 * segment, on the sender's CPU; one that only ever listened acknowledges at each read, on its own. Whether a server greets
 * must not decide which of the two pays: all receivers are made listeners. */
static void acknowledge_alike(void) {
    for (int i = 0; i < o.subs; i++) setsockopt(conns[i].fd, IPPROTO_TCP, TCP_QUICKACK, &(int){1}, sizeof(int));
}
static void on_event(struct conn *c, uint32_t evs) {
    if (c->state == CLOSED) { epoll_ctl(ep, EPOLL_CTL_DEL, c->fd, 0); return; }
    if (c->state == CONNECTING) {
        int e = 0; socklen_t l = sizeof e; getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &e, &l);
        if (e) die("connect: %s", strerror(e));
        want_write(c, false); start_handshake(c); return;
    }
    if (evs & EPOLLOUT) flush_out(c);
    if (!(evs & (EPOLLIN | EPOLLHUP | EPOLLERR))) return;
    ssize_t r = recv(c->fd, rbuf, sizeof rbuf, 0);
    reads_done++; if (measuring) m_reads++;
    if (r < 0) { if (errno == EAGAIN) return; r = 0; }
    if (r == 0) {
        if (c->state != OPEN) die("closed during handshake (%d open)", nopen);
        nclosed++; c->state = CLOSED; epoll_ctl(ep, EPOLL_CTL_DEL, c->fd, 0); return;
    }
    char *p = rbuf;
    if (c->state == HANDSHAKE) {
        char *e = memmem(rbuf, r, "\r\n\r\n", 4);
        if (!e || memcmp(rbuf, "HTTP/1.1 101", 12)) die("bad handshake answer: %.*s", (int)(r < 300 ? r : 300), rbuf);
        if (o.deflate && !c->pub && c == conns && !memmem(rbuf, r, "permessage-deflate", 18)) die("deflate was refused");
        opened(c); r -= e + 4 - rbuf; p = e + 4;
    }
    if (r > 0) on_bytes(c, p, r);
}
static int step(int timeout_us) {
    static struct epoll_event evs[1024];
    struct timespec ts = { timeout_us / 1000000, (timeout_us % 1000000) * 1000l };
    int n = epoll_pwait2(ep, evs, 1024, &ts, NULL);
    polls++; if (n <= 0) polls_empty++;
    for (int i = 0; i < n; i++) on_event(evs[i].data.ptr, evs[i].events);
    return n;
}
static void open_conn(struct conn *c, int topic, bool pub, int idx) {
    memset(c, 0, sizeof *c);
    c->topic = topic; c->pub = pub;
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (c->fd < 0) die("socket: %s", strerror(errno));
    int one = 1; setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (o.nsrc > 1) {
        struct sockaddr_in s = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f000002u + idx % o.nsrc) };
        setsockopt(c->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
        if (bind(c->fd, (void *)&s, sizeof s)) die("bind: %s", strerror(errno));
    }
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons(port_of(c)) };
    inet_pton(AF_INET, o.host, &a.sin_addr);
    if (connect(c->fd, (void *)&a, sizeof a) && errno != EINPROGRESS) die("connect: %s", strerror(errno));
    c->state = CONNECTING;
    struct epoll_event ev = { .events = EPOLLIN | EPOLLOUT, .data.ptr = c };
    epoll_ctl(ep, EPOLL_CTL_ADD, c->fd, &ev);
}

/* ------------------------------------------------------------------ the server's CPU time and memory */
static void proc_cpu(double *user, double *sys) {
    *user = *sys = 0;
    for (int i = 0; i < o.npids; i++) {
        char f[64], b[1024]; snprintf(f, sizeof f, "/proc/%d/stat", o.pids[i]);
        FILE *s = fopen(f, "r"); if (!s) continue;
        size_t n = fread(b, 1, sizeof b - 1, s); b[n] = 0; fclose(s);
        char *p = strrchr(b, ')'); unsigned long u = 0, k = 0;
        if (p) sscanf(p + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &u, &k);
        *user += (double)u / sysconf(_SC_CLK_TCK); *sys += (double)k / sysconf(_SC_CLK_TCK);
    }
}
/* the same in nanoseconds, over all live threads: fine enough for slices of 200 ms */
static uint64_t proc_cpu_ns(void) {
    uint64_t t = 0;
    for (int i = 0; i < o.npids; i++) {
        char f[320]; snprintf(f, sizeof f, "/proc/%d/task", o.pids[i]);
        DIR *d = opendir(f); if (!d) continue;
        for (struct dirent *e; (e = readdir(d));) {
            if (e->d_name[0] == '.') continue;
            snprintf(f, sizeof f, "/proc/%d/task/%s/schedstat", o.pids[i], e->d_name);
            FILE *s = fopen(f, "r"); unsigned long long v = 0; if (!s) continue;
            if (fscanf(s, "%llu", &v) == 1) t += v;
            fclose(s);
        }
        closedir(d);
    }
    return t;
}
/* busy time of the whole machine (all CPUs, without idle and iowait), in nanoseconds */
static uint64_t machine_busy_ns(void) {
    FILE *f = fopen("/proc/stat", "r"); unsigned long long u, n, s, i, w, h, q, st = 0; if (!f) return 0;
    int k = fscanf(f, "cpu %llu %llu %llu %llu %llu %llu %llu %llu", &u, &n, &s, &i, &w, &h, &q, &st); fclose(f);
    return k == 8 ? (u + n + s + h + q + st) * (1000000000ull / sysconf(_SC_CLK_TCK)) : 0;
}
static double proc_rss_kib(void) {
    double t = 0;
    for (int i = 0; i < o.npids; i++) {
        char f[64], l[256]; snprintf(f, sizeof f, "/proc/%d/status", o.pids[i]);
        FILE *s = fopen(f, "r"); if (!s) continue;
        while (fgets(l, sizeof l, s)) { double v; if (sscanf(l, "VmRSS: %lf", &v) == 1) t += v; }
        fclose(s);
    }
    return t;
}
static double self_cpu(void) {
    struct rusage r; getrusage(RUSAGE_SELF, &r);
    return r.ru_utime.tv_sec + r.ru_stime.tv_sec + (r.ru_utime.tv_usec + r.ru_stime.tv_usec) / 1e6;
}

/* ------------------------------------------------------------------ publishing */
static char *body; static size_t body_cap;
static int mix[16], nmix;
static unsigned rng = 12345;
static inline unsigned rnd(void) { rng ^= rng << 13; rng ^= rng >> 17; rng ^= rng << 5; return rng; }
static void make_body(void) {
    body_cap = 1 << 17; body = malloc(body_cap);
    /* JSON-like filler that deflates about as market data does; the timestamp is overwritten at each publish */
    size_t n = sprintf(body, o.text ? "{'t':'0000000000000000','d':'" : "{\"t\":\"0000000000000000\",\"d\":\"");
    while (n < body_cap - 64) n += sprintf(body + n, "s:%04u p:%u.%02u q:%u;", rnd() % 10000, rnd() % 1000, rnd() % 100, rnd() % 50);
}
static void publish(struct conn *c, int size) {
    static const char hx[] = "0123456789abcdef";
    uint64_t t = now_ns();
    for (int i = 0; i < 16; i++) body[6 + i] = hx[(t >> (60 - 4 * i)) & 15];
    char s0 = body[size - 2], s1 = body[size - 1];
    body[size - 2] = o.text ? '\'' : '"'; body[size - 1] = '}';
    if (o.sub_proto_nats) {
        char m[1 << 16]; int k = snprintf(m, 64, "PUB t%d %d\r\n", c->topic, size);
        memcpy(m + k, body, size); memcpy(m + k + size, "\r\n", 2);
        put_frame(c, 1, m, k + size + 2);
    } else if (o.pub_prefix) {
        static char m[1 << 17]; int k = snprintf(m, 256, o.pub_prefix, c->topic);
        memcpy(m + k, body, size); k += size; strcpy(m + k, o.pub_suffix); put_frame(c, 1, m, k + strlen(o.pub_suffix));
    } else put_frame(c, 1, body, size);
    body[size - 2] = s0; body[size - 1] = s1;
    published++;
}
static int next_size(void) { return nmix ? mix[rnd() % nmix] : o.size; }

int main(int argc, char **argv) {
    static struct option lo[] = {
        {"host",1,0,'h'},{"port",1,0,'p'},{"subs",1,0,'n'},{"topics",1,0,'t'},{"size",1,0,'s'},{"sizes",1,0,'S'},{"window",1,0,'w'},
        {"rate",1,0,'r'},{"warmup",1,0,'u'},{"duration",1,0,'d'},{"pid",1,0,'P'},{"sub-path",1,0,1},{"pub-path",1,0,2},{"hello",1,0,3},
        {"pub-hello",1,0,4},{"nsrc",1,0,5},{"idle",0,0,6},{"deflate",0,0,7},{"poll0",0,0,8},{"label",1,0,9},{"no-pub",0,0,10},
        {"nats",0,0,11},{"proto",1,0,12},{"deflate-takeover",0,0,13},{"pub-prefix",1,0,14},{"pub-suffix",1,0,15},{"quiet",1,0,16},{"warm-deliv",1,0,17},{"text",0,0,18},{"pubs",1,0,19},{"pub-port",1,0,20},{0,0,0,0}};
    int k;
    while ((k = getopt_long(argc, argv, "", lo, 0)) != -1) switch (k) {
        case 'h': o.host = optarg; break; case 'p': o.port = atoi(optarg); break; case 'n': o.subs = atoi(optarg); break;
        case 't': o.topics = atoi(optarg); break; case 's': o.size = atoi(optarg); break; case 'w': o.window = atoi(optarg); break;
        case 'S': o.sizes = optarg; break;
        case 'r': o.rate = atof(optarg); break; case 'u': o.warmup = atof(optarg); break; case 'd': o.duration = atof(optarg); break;
        case 'P': if (o.npids < 16) o.pids[o.npids++] = atoi(optarg); break;
        case 1: o.sub_path = optarg; break; case 2: o.pub_path = optarg; break; case 3: o.hello = optarg; break;
        case 4: o.pub_hello = optarg; break; case 5: o.nsrc = atoi(optarg); break; case 6: o.idle = 1; break;
        case 7: o.deflate = 1; break; case 8: o.poll0 = 1; break; case 9: o.label = optarg; break; case 10: o.no_pub = 1; break;
        case 11: o.sub_proto_nats = 1; break; case 12: o.proto = optarg; break;
        case 13: o.deflate = 2; break; case 14: o.pub_prefix = optarg; break; case 15: o.pub_suffix = optarg; break;
        case 19: o.pubs = atoi(optarg); break; /* publishers a topic, in turn; with --rate */
        case 20: o.pub_port = atoi(optarg); break;
        case 18: o.text = 1; break; /* single quotes, so that the payload can stand within a JSON string */
        case 16: o.quiet = atof(optarg); break; case 17: o.warm_deliv = atof(optarg); break;
        default: exit(2);
    }
    signal(SIGPIPE, SIG_IGN);
    struct rlimit rl; getrlimit(RLIMIT_NOFILE, &rl); rl.rlim_cur = rl.rlim_max; setrlimit(RLIMIT_NOFILE, &rl);
    if (o.sizes) for (char *s = strdup(o.sizes), *x; (x = strtok(s, ",")) && nmix < 16; s = NULL) mix[nmix++] = atoi(x);
    make_body();
    ep = epoll_create1(0);
    int npub = o.idle || o.no_pub ? 0 : o.topics * o.pubs, total = o.subs + npub;
    conns = calloc(total, sizeof *conns);
    double rss0 = proc_rss_kib();
    uint64_t t0 = now_ns(), limit = t0 + 120000000000ull;
    while (nopen < total) {                                    /* at most 128 connections in the making at a time */
        while (nconns < total && nconns - nopen < 128) {
            bool pub = nconns >= o.subs; int t = pub ? (nconns - o.subs) % o.topics : nconns % o.topics;
            open_conn(&conns[nconns], t, pub, nconns); nconns++;
        }
        step(100000);
        if (now_ns() > limit) die("only %d of %d connections opened in 120 s", nopen, total);
    }
    double open_s = (now_ns() - t0) / 1e9;
    if (o.idle) {
        uint64_t end = now_ns() + (uint64_t)(o.duration * 1e9);
        double u0, s0, u1, s1; double rss_open = proc_rss_kib(); proc_cpu(&u0, &s0);
        while (now_ns() < end) step(100000);
        proc_cpu(&u1, &s1);
        double rss1 = proc_rss_kib();
        printf("{\"label\":\"%s\",\"mode\":\"idle\",\"conns\":%d,\"open_s\":%.2f,\"rss0_kib\":%.0f,\"rss_open_kib\":%.0f,\"rss1_kib\":%.0f,"
               "\"bytes_per_conn\":%.0f,\"closed\":%d,\"idle_cpu_s_per_s\":%.4f}\n", o.label, nopen, open_s, rss0, rss_open, rss1,
               (rss1 - rss0) * 1024 / nopen, nclosed, (u1 - u0 + s1 - s0) / o.duration);
        return 0;
    }
    /* let subscriptions sent as a message settle */
    uint64_t settle = now_ns() + 300000000ull; while (now_ns() < settle) step(50000);
    double per = (double)o.subs / o.topics;
    if (!o.rate && !o.no_pub) sample_every = 17;
    uint64_t warm_end = now_ns() + (uint64_t)(o.warmup * 1e9), end = warm_end + (uint64_t)(o.duration * 1e9);
    uint64_t next = now_ns(), gap = o.rate > 0 ? (uint64_t)(1e9 / o.rate) : 0, maxlag = 0, m_pub0 = 0, m_start = 0;
    uint64_t base_delivered = delivered, empty0 = 0, polls0 = 0;
    double u0 = 0, s0 = 0, c0 = 0; int rr = 0;
    /* quiet slices: 100 ms in which other processes used less than 8 % of one CPU; with --quiet S the run ends as soon as
     * S seconds of them were seen and a third of the duration is over */
    uint64_t sl_t = 0, sl_cpu = 0, sl_busy = 0, sl_self = 0, sl_del = 0, q_ns = 0, q_cpu = 0, q_self = 0, q_del = 0;
    static double slice_cpm[4096]; int nsl = 0, nq = 0;
    static uint8_t dirty[1 << 16]; static int dl[1 << 16]; int dn = 0;
    for (;;) {
        uint64_t t = now_ns();
        /* a run-time compiler on a crowded machine warms up by work done, not by time: up to four times the warm-up time */
        if (!measuring && t >= warm_end && delivered - base_delivered < o.warm_deliv && t < warm_end + (uint64_t)(o.warmup * 3e9))
            end = t + (uint64_t)(o.duration * 1e9);
        else if (!measuring && t >= warm_end) {
            acknowledge_alike();
            measuring = true; m_start = t; m_pub0 = published; proc_cpu(&u0, &s0); c0 = self_cpu(); empty0 = polls_empty; polls0 = polls;
            hist_n = 0; maxlag = 0;
            sl_t = t; sl_cpu = proc_cpu_ns(); sl_busy = machine_busy_ns(); sl_self = (uint64_t)(c0 * 1e9); sl_del = m_delivered;
        }
        if (measuring && t - sl_t >= 100000000ull) {
            uint64_t cpu = proc_cpu_ns(), busy = machine_busy_ns(), self = (uint64_t)(self_cpu() * 1e9);
            double others = (double)(int64_t)((busy - sl_busy) - (cpu - sl_cpu) - (self - sl_self)) / (t - sl_t);
            if (m_delivered > sl_del && nsl < 4096) slice_cpm[nsl++] = (cpu - sl_cpu) / 1e3 / (m_delivered - sl_del);
            if (others < 0.08) {
                nq++; q_ns += t - sl_t; q_cpu += cpu - sl_cpu; q_self += self - sl_self; q_del += m_delivered - sl_del;
                for (int i = 0; i < 64 * HSUB; i++) if (slice_hist[i]) { quiet_hist[i] += slice_hist[i]; quiet_hist_n += slice_hist[i]; }
            }
            memset(slice_hist, 0, sizeof slice_hist);
            if (o.quiet > 0 && q_ns >= o.quiet * 1e9 && t - m_start >= o.duration * 1e9 / 3) end = t;
            sl_t = t; sl_cpu = cpu; sl_busy = busy; sl_self = self; sl_del = m_delivered;
        }
        if (t >= end || nclosed) break;
        int wait = 20000;
        if (o.no_pub) {
        } else if (gap) {
            while (t >= next) {
                if (t - next > maxlag) maxlag = t - next;
                struct conn *c = &conns[o.subs + rr]; rr = (rr + 1) % npub;
                publish(c, next_size()); flush_out(c); next += gap; t = now_ns();
            }
            wait = (int)((next - t) / 1000); if (wait > 20000) wait = 20000;
        } else {
            double out = published - (delivered - base_delivered) / per;
            while (out + 1 <= o.window + 1e-9) {
                int w = o.topics == 1 ? 0 : (int)(rnd() % o.topics);
                publish(&conns[o.subs + w], next_size()); out += 1;
                if (!dirty[w]) { dirty[w] = 1; dl[dn++] = w; }
            }
            for (int i = 0; i < dn; i++) { flush_out(&conns[o.subs + dl[i]]); dirty[dl[i]] = 0; }
            dn = 0;
        }
        step(o.poll0 ? 0 : wait);
    }
    uint64_t tend = now_ns(); double u1, s1; proc_cpu(&u1, &s1); double c1 = self_cpu(), dur = (tend - m_start) / 1e9;
    measuring = false;
    uint64_t pub_m = published - m_pub0, em = polls_empty - empty0, pm = polls - polls0;
    /* drain, and check that every subscriber has got every message of its topic */
    uint64_t expect = (uint64_t)(published * per + 0.5), drain = now_ns() + 2000000000ull;
    while (!o.no_pub && delivered - base_delivered < expect && now_ns() < drain && !nclosed) step(20000);
    double md = m_delivered / 1e6;
    for (int i = 1; i < nsl; i++) for (int j = i; j > 0 && slice_cpm[j - 1] > slice_cpm[j]; j--) { double x = slice_cpm[j]; slice_cpm[j] = slice_cpm[j - 1]; slice_cpm[j - 1] = x; }
    printf("{\"label\":\"%s\",\"mode\":\"%s\",\"subs\":%d,\"topics\":%d,\"size\":%d,\"window\":%d,\"rate\":%.0f,\"dur\":%.2f,\"pub_per_s\":%.0f,"
           "\"deliv_per_s\":%.0f,\"mb_per_s\":%.1f,\"srv_user\":%.2f,\"srv_sys\":%.2f,\"srv_cpu_per_m\":%.4f,\"srv_user_per_m\":%.4f,\"srv_util\":%.3f,"
           "\"p50_us\":%.0f,\"p99_us\":%.0f,\"p999_us\":%.0f,\"max_us\":%.0f,\"lg_util\":%.3f,\"lg_cpu_per_m\":%.4f,\"frames_per_read\":%.2f,"
           "\"empty_polls\":%.3f,\"maxlag_us\":%.0f,\"missing\":%lld,\"closed\":%d,\"ctl\":%llu,\"inflated_ok\":%llu,\"rss_kib\":%.0f,"
           "\"slices\":%d,\"quiet\":%d,\"q_cpu_per_m\":%.4f,\"q_deliv_per_s\":%.0f,\"q_util\":%.3f,\"q_lg_util\":%.3f,\"q_p50_us\":%.0f,\"q_p99_us\":%.0f,"
           "\"q_p999_us\":%.0f,\"cpm_p10\":%.4f,\"cpm_p25\":%.4f,\"cpm_p50\":%.4f}\n",
           o.label, o.no_pub ? "sink" : gap ? "rate" : "flood", o.subs, o.topics, o.size, o.window, o.rate, dur, pub_m / dur, m_delivered / dur,
           m_bytes / dur / 1e6, u1 - u0, s1 - s0, (u1 - u0 + s1 - s0) / md, (u1 - u0) / md, (u1 - u0 + s1 - s0) / dur, hist_q(.5) / 1e3, hist_q(.99) / 1e3,
           hist_q(.999) / 1e3, hist_max / 1e3, (c1 - c0) / dur, (c1 - c0) / md, (double)m_delivered / (m_reads ? m_reads : 1), pm ? (double)em / pm : 0,
           maxlag / 1e3, o.no_pub ? 0ll : (long long)(expect - (delivered - base_delivered)), nclosed, (unsigned long long)ctl_frames,
           (unsigned long long)inflated_ok, proc_rss_kib(),
           nsl, nq, q_del ? q_cpu / 1e3 / q_del : 0, q_ns ? q_del * 1e9 / q_ns : 0, q_ns ? (double)q_cpu / q_ns : 0, q_ns ? (double)q_self / q_ns : 0,
           hist_q_of(quiet_hist, quiet_hist_n, .5) / 1e3, hist_q_of(quiet_hist, quiet_hist_n, .99) / 1e3, hist_q_of(quiet_hist, quiet_hist_n, .999) / 1e3,
           nsl ? slice_cpm[nsl / 10] : 0, nsl ? slice_cpm[nsl / 4] : 0, nsl ? slice_cpm[nsl / 2] : 0);
    return 0;
}
