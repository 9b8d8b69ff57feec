package dev.carillon.bus.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The scripts that run inside Redis, each as one step. */
enum Script {
  /**
   * Takes this node's lease, or finds that it still has it: 1. A lease that was taken but not yet
   * written by {@link #BEAT} keeps what the node told, and is in no view.
   *
   * <p>Keys: lease. Arguments: milliseconds.
   */
  CLAIM(
      """
      local value = redis.call('GET', KEYS[1])
      if value and value ~= '' then
        redis.call('PEXPIRE', KEYS[1], ARGV[1])
        return 1
      end
      redis.call('SET', KEYS[1], '', 'PX', ARGV[1])
      return 0
      """),

  /**
   * Renews this node's lease, clears up after nodes whose lease ended, and publishes the view; 0:
   * the lease is gone, nothing is done.
   *
   * <p>Keys: lease, nodes. Arguments: publish word, channel, header of a view, beginning of the
   * nodes' keys, node, milliseconds, member.
   */
  BEAT(
      Texts.CLEAR_UP
          + """
          if not redis.call('GET', KEYS[1]) then return 0 end
          redis.call('SET', KEYS[1], ARGV[7], 'PX', ARGV[6])
          redis.call('SADD', KEYS[2], ARGV[5])
          publish_view()
          return 1
          """),

  /** Gives the lease back. Keys and arguments as in {@link #BEAT}, up to the node. */
  LEAVE(
      Texts.CLEAR_UP
          + """
          redis.call('DEL', KEYS[1])
          redis.call('SADD', KEYS[2], ARGV[5])
          publish_view()
          return 1
          """),

  /**
   * Writes what a node tells; 0: what is there is not the version this builds on.
   *
   * <p>Keys: fields, kinds. Arguments: kind, the version before it or nothing when all fields come,
   * the version, then field and bytes in turns, nothing for a field that is gone, else a {@code +}
   * before the bytes.
   */
  TELL(
      """
      if ARGV[2] == '' then
        redis.call('DEL', KEYS[1])
      elseif redis.call('HGET', KEYS[1], 'v') ~= ARGV[2] then
        return 0
      end
      for i = 4, #ARGV, 2 do
        if ARGV[i + 1] == '' then
          redis.call('HDEL', KEYS[1], 'f' .. ARGV[i])
        else
          redis.call('HSET', KEYS[1], 'f' .. ARGV[i], string.sub(ARGV[i + 1], 2))
        end
      end
      redis.call('HSET', KEYS[1], 'v', ARGV[3])
      redis.call('SADD', KEYS[2], ARGV[1])
      return 1
      """),

  /** What a node tells, or nothing when it is no more. Keys: lease, fields. */
  TOLD(
      """
      if redis.call('EXISTS', KEYS[1]) == 0 then return {} end
      return redis.call('HGETALL', KEYS[2])
      """),

  /**
   * Appends records to the log, one behind the other: their epoch, and the sequence of each up to
   * the first that gets none. What an origin appended is known for this epoch only: in another one
   * its records may be appended again.
   *
   * <p>Keys: head, log, origin. Arguments: seen epoch, seen sequence, publish word, channel, header
   * of records, number of the first, the least number of the origin that may need a place, how many
   * records are kept, how many places are remembered for an origin and how many milliseconds, then
   * the bytes of each record.
   */
  APPEND(
      Texts.HEAD
          + """
          local from, ring, before = tonumber(ARGV[6]), tonumber(ARGV[9]), 10
          local function text(n) return string.format('%.0f', n) end
          local function slot(n) return text(n % ring) end
          local epoch = head()
          local known = redis.call('HMGET', KEYS[3], 'epoch', 'last')
          local last = known[1] == epoch and tonumber(known[2])
          local answer = {epoch}
          while last and from <= last and before < #ARGV do
            local places = redis.call('HMGET', KEYS[3], slot(from), slot(last))
            local n, e, s = string.match(places[1] or '', '^(%d+) (%d+) (%d+)$')
            if n ~= text(from) or e ~= epoch then
              n, e, s = string.match(places[2], '^(%d+) (%d+) (%d+)$')
            end
            answer[#answer + 1] = s
            from, before = from + 1, before + 1
          end
          local count = #ARGV - before
          if count == 0 or from > (last and last + 1 or tonumber(ARGV[7])) then return answer end
          local sequence = redis.call('HINCRBY', KEYS[1], 's', count) - count
          local fields = {'epoch', epoch, 'last', text(from + count - 1)}
          local parts = {ARGV[5] .. epoch .. '|' .. text(sequence + 1) .. '|' .. text(from)}
          for i = 1, count do
            local bytes, place, number = ARGV[before + i], text(sequence + i), text(from + i - 1)
            redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[8], place .. '-0',
                'h', ARGV[5], 'n', number, 'b', bytes)
            fields[#fields + 1] = slot(from + i - 1)
            fields[#fields + 1] = number .. ' ' .. epoch .. ' ' .. place
            parts[#parts + 1] = #bytes .. '|' .. bytes
            answer[#answer + 1] = place
          end
          redis.call('HSET', KEYS[3], unpack(fields))
          redis.call('PEXPIRE', KEYS[3], ARGV[10])
          redis.call(ARGV[3], ARGV[4], table.concat(parts, '|'))
          return answer
          """),

  /** The log's epoch and sequence. Keys: head, log. Arguments: seen epoch, seen sequence. */
  HEAD(
      Texts.HEAD
          + """
          local epoch, sequence = head()
          return {epoch, sequence}
          """),

  /**
   * The log's epoch and sequence and then id, header, number and bytes of each record after a
   * place, or nothing when there is no log. Keys: head, log. Arguments: the place's sequence, how
   * many.
   */
  AFTER(
      Texts.RECORDS
          + """
          return records(redis.call('XRANGE', KEYS[2], '(' .. ARGV[1] .. '-0', '+',
              'COUNT', ARGV[2]))
          """),

  /** As {@link #AFTER}, the newest, those first. Keys: head, log. Arguments: how many. */
  NEWEST(
      Texts.RECORDS
          + """
          return records(redis.call('XREVRANGE', KEYS[2], '+', '-', 'COUNT', ARGV[1]))
          """);

  private final String text;
  private final String digest;

  Script(String text) {
    this.text = text;
    this.digest = sha1(text);
  }

  String text() {
    return text;
  }

  String digest() {
    return digest;
  }

  private static String sha1(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  /** What several scripts begin with. */
  private static final class Texts {
    static final String CLEAR_UP =
        """
        local function publish_view()
          local lines = {}
          for _, node in ipairs(redis.call('SMEMBERS', KEYS[2])) do
            local value = redis.call('GET', ARGV[4] .. 'n:' .. node)
            if not value then
              for _, kind in ipairs(redis.call('SMEMBERS', ARGV[4] .. 'k:' .. node)) do
                redis.call('DEL', ARGV[4] .. 't:' .. node .. ':' .. kind)
              end
              redis.call('DEL', ARGV[4] .. 'k:' .. node)
              redis.call('SREM', KEYS[2], node)
            elseif value ~= '' then
              lines[#lines + 1] = node .. '|' .. value
            end
          end
          redis.call(ARGV[1], ARGV[2], ARGV[3] .. table.concat(lines, '\\n'))
        end
        """;

    /** A log that has not come as far as somebody saw has lost records: another epoch begins. */
    static final String HEAD =
        """
        local function head()
          local kept = redis.call('HMGET', KEYS[1], 'e', 's')
          local epoch, sequence = tonumber(kept[1] or '0'), tonumber(kept[2] or '0')
          local seen = tonumber(ARGV[1])
          if epoch > seen or (kept[1] and epoch == seen and sequence >= tonumber(ARGV[2])) then
            return kept[1], kept[2]
          end
          local time = redis.call('TIME')
          local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
          local new = string.format('%.0f', math.max(now, epoch + 1, seen + 1))
          redis.call('DEL', KEYS[2])
          redis.call('HSET', KEYS[1], 'e', new, 's', '0')
          return new, '0'
        end
        """;

    static final String RECORDS =
        """
        local function records(entries)
          local kept = redis.call('HMGET', KEYS[1], 'e', 's')
          if not kept[1] then return {} end
          local flat = {kept[1], kept[2]}
          for _, entry in ipairs(entries) do
            local field = {}
            for i = 1, #entry[2], 2 do field[entry[2][i]] = entry[2][i + 1] end
            flat[#flat + 1] = entry[1]
            flat[#flat + 1] = field['h']
            flat[#flat + 1] = field['n']
            flat[#flat + 1] = field['b']
          end
          return flat
        end
        """;

    private Texts() {}
  }
}
