package dev.carillon.wire.http;

import io.netty.handler.codec.http.HttpResponseEncoder;

/** Writes responses as bytes; a class of its own so that it is found in the pipeline. */
final class ResponseEncoder extends HttpResponseEncoder {}
