-- Each request creates one message; the token comes from the environment.
wrk.method = "POST"
wrk.path = "/api/messages"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer " .. os.getenv("TOKEN")
wrk.body = '{"channelId":"general","content":"What is acknowledged is on the disk."}'

function done(summary, latency)
  io.write(string.format("%.0f messages/s, p50 %.2f ms, p99 %.2f ms, %d answers over 399\n",
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, summary.errors.status))
end
