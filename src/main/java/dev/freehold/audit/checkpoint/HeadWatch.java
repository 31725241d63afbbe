package dev.freehold.audit.checkpoint;

import dev.freehold.audit.AuditConfig;
import dev.freehold.audit.LeafWatch;
import dev.freehold.audit.RolledBackLogException;
import dev.freehold.tlog.Checkpoint;
import dev.freehold.tlog.CompactRange;
import dev.freehold.tlog.Hash;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares the entries with what was signed for them, all of them, while the embedded log is read at its start: the log does not open
 * when entries are missing or are others.
 */
@ApplicationScoped
class HeadWatch implements LeafWatch {
    private final List<RememberedHead> heads = new ArrayList<>();
    private final CompactRange tree = new CompactRange();
    private long last;

    @Inject
    HeadWatch(AuditConfig config, @Any Instance<HeadMemory> memories) {
        this(new FileSignedHeads(config.dir()), memories.stream().toList());
    }

    HeadWatch(FileSignedHeads signed, List<HeadMemory> memories) {
        signed.last().ifPresent(head -> heads.add(new RememberedHead(LogTree.SIGNER, head)));
        signed.published()
                .map(note -> Checkpoint.parse(note.text()))
                .ifPresent(head -> heads.add(new RememberedHead("the published checkpoint", head)));
        memories.forEach(memory -> memory.newest().ifPresent(heads::add));
        heads.forEach(remembered -> last = Math.max(last, remembered.head().size()));
    }

    @Override
    public void see(long index, byte[] leafHash) {
        if (index < last) {
            tree.append(Hash.of(leafHash));
            heads.forEach(this::compare);
        }
    }

    private void compare(RememberedHead remembered) {
        Checkpoint head = remembered.head();
        if (head.size() == tree.size() && !head.root().equals(tree.root())) {
            throw RolledBackLogException.different(head.size(), remembered.witness());
        }
    }

    @Override
    public void end(long size) {
        for (RememberedHead remembered : heads) {
            if (remembered.head().size() > size) {
                throw RolledBackLogException.shorter(size, remembered.head().size(), remembered.witness());
            }
        }
    }
}
