package dev.carillon.app.config;

import java.util.Map;

/** The texts of one source, by name. */
record Layer(Source source, Map<String, String> values) {
  Layer {
    values = Map.copyOf(values);
  }
}
