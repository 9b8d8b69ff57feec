package dev.carillon.api.chat.rest;

import dev.carillon.api.chat.ChatJson;
import dev.carillon.api.chat.RestLimits;
import dev.carillon.chat.Chat;
import dev.carillon.chat.Outcome;
import dev.carillon.chat.Reason;
import dev.carillon.chat.model.Attachment;
import dev.carillon.chat.model.Upload;
import dev.carillon.files.FileKind;
import dev.carillon.files.FileNames;
import dev.carillon.files.FileStore;
import dev.carillon.files.PictureSize;
import dev.carillon.http.Fields;
import dev.carillon.http.Multipart;
import dev.carillon.http.Problem;
import dev.carillon.http.Request;
import dev.carillon.http.Response;
import dev.carillon.http.Route;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST /api/uploads}: a file, to be named in a message. Its bytes go from the connection to
 * the store as they come; a file that no message shows is forgotten after a day.
 */
final class UploadRoutes {
  /** What a form has beside its file. */
  private static final int FORM_BYTES = 64 << 10;

  private static final String UNKNOWN_TYPE = "application/octet-stream";

  private static final Outcome.Refused<Upload> FULL =
      new Outcome.Refused<>(Reason.QUOTA_EXCEEDED, Map.of(), 0);

  private final Chat chat;
  private final Callers callers;
  private final FileStore files;
  private final RestLimits limits;
  private final int maxBytes;
  private final long quotaBytes;

  /** What the client says of a file, and its bytes. */
  private record Given(String filename, String mediaType, InputStream bytes) {}

  UploadRoutes(Callers callers, ChatRest.Ports ports) {
    this.chat = ports.chat();
    this.callers = callers;
    this.files = ports.files();
    this.limits = ports.limits();
    this.maxBytes = ports.uploads().maxBytes();
    this.quotaBytes = ports.uploads().quotaBytes();
  }

  List<Route> routes() {
    return List.of(
        callers
            .post(
                "/api/uploads",
                "Takes a file: multipart/form-data with one file, or its bytes as the body",
                this::upload)
            .takesQuery("filename", "its name, when the body is the file itself")
            .streamsUpTo(maxBytes + FORM_BYTES));
  }

  private Response upload(Call call) {
    Changes.take(limits.takeOther(call.userId(), "uploads"));
    if (chat.uploads().usedBytes(call.userId()) >= quotaBytes) {
      throw Answers.problem(FULL, "room");
    }
    try {
      if (!Multipart.isOne(call.request())) {
        try (InputStream bytes = call.request().body().stream()) {
          return keep(call, plain(call.request(), bytes));
        }
      }
      Multipart form = Multipart.of(call.request());
      Response response = keep(call, file(form));
      form.finish();
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException("an upload could not be kept", e);
    }
  }

  private static Given plain(Request request, InputStream bytes) {
    String type = request.header("Content-Type").map(Fields::media).orElse(UNKNOWN_TYPE);
    return new Given(request.queryParameter("filename").orElse(""), type, bytes);
  }

  private static Given file(Multipart form) throws IOException {
    Optional<Multipart.Part> part = form.next();
    while (part.isPresent() && part.get().filename().isEmpty()) {
      part = form.next();
    }
    Multipart.Part file = part.orElseThrow(() -> Problem.badRequest("file", "is required"));
    return new Given(
        file.filename().orElseThrow(),
        file.contentType().map(Fields::media).orElse(UNKNOWN_TYPE),
        file.bytes());
  }

  private Response keep(Call call, Given given) throws IOException {
    InputStream bytes = new Limited(given.bytes(), maxBytes);
    byte[] head = bytes.readNBytes(FileKind.HEAD_BYTES);
    if (head.length == 0) {
      throw Problem.badRequest("file", "is empty");
    }
    FileKind kind = FileKind.of(head);
    String mediaType = mediaType(given.mediaType(), kind);
    String id = chat.uploads().newId(call.nowMillis());
    FileStore.Stored stored =
        files.put(id, new SequenceInputStream(new ByteArrayInputStream(head), bytes));
    Attachment attachment =
        new Attachment(
            id,
            FileNames.clean(given.filename()),
            mediaType,
            stored.sizeBytes(),
            PictureSize.of(kind, head)
                .map(size -> new Attachment.Pixels(size.width(), size.height()))
                .orElse(null),
            null,
            false);
    Outcome<Upload> added =
        chat.uploads()
            .add(
                new Upload(
                    attachment, call.userId(), id, stored.sha256(), null, null, call.nowMillis()),
                quotaBytes);
    if (added instanceof Outcome.Refused<Upload> refused) {
      files.delete(id);
      throw Answers.problem(refused, "room");
    }
    return Response.success(201, json -> ChatJson.attachment(json, attachment));
  }

  /** What the bytes show counts; who says otherwise of a picture is refused. */
  private static String mediaType(String claimed, FileKind kind) {
    Optional<FileKind> claim = FileKind.claimed(claimed);
    if (claim.isPresent() && claim.get() != kind) {
      throw Problem.unprocessable("CONTENT_MISMATCH", "The file is not what Content-Type says")
          .with("contentType", claimed);
    }
    if (kind.isPicture()) {
      return kind.mediaType();
    }
    boolean isType = claimed.length() <= 100 && claimed.matches("[a-z0-9.+-]+/[a-z0-9.+-]+");
    return isType ? claimed : UNKNOWN_TYPE;
  }

  /** Ends with a 413 what is longer than it may be. */
  private static final class Limited extends FilterInputStream {
    private final int limitBytes;
    private int count;

    Limited(InputStream in, int limitBytes) {
      super(in);
      this.limitBytes = limitBytes;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int n = super.read(target, offset, length);
      count += Math.max(0, n);
      if (count > limitBytes) {
        throw Problem.payloadTooLarge(limitBytes);
      }
      return n;
    }
  }
}
