package dev.freehold.inference.template;

import java.util.List;

/** What {@code dict.keys()}, {@code values()} and {@code items()} return: a sized iterable without an index. */
record DictView(String typeName, List<Object> items) {}
