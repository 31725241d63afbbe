package dev.freehold.quota;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditReader;
import dev.freehold.audit.RecordedEntry;
import dev.freehold.core.Caller;
import dev.freehold.core.ModelId;
import dev.freehold.core.RequestId;
import dev.freehold.core.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The entries that the gateway would have written about calls. */
final class RecordedHistory implements AuditReader {
    private final List<RecordedEntry> entries = new ArrayList<>();

    void call(Kind kind, Instant at, Caller caller, int request, Usage reserved, @Nullable Usage used) {
        add(AuditEntry.of(kind, "chat.completions")
                .at(at)
                .request(new RequestId("req_" + request))
                .caller(caller)
                .model(model(request), "sha256:0")
                .tokens(reserved, used)
                .build());
    }

    /** Calls go to two models in turn. */
    static ModelId model(int request) {
        return request % 2 == 0 ? LedgerBench.MODEL : new ModelId("other");
    }

    void add(AuditEntry entry) {
        entries.add(new RecordedEntry(entries.size(), entry));
    }

    @Override
    public long end() {
        throw new UnsupportedOperationException("a restart only replays");
    }

    @Override
    public List<RecordedEntry> at(List<Long> indices) {
        throw new UnsupportedOperationException("a restart only replays");
    }

    @Override
    public void replay(Instant from, Consumer<RecordedEntry> each) {
        entries.stream()
                .filter(recorded -> !recorded.entry().at().isBefore(from))
                .forEach(each);
    }

    @Override
    public void since(long index, Consumer<RecordedEntry> each) {
        throw new UnsupportedOperationException("a restart only replays");
    }
}
