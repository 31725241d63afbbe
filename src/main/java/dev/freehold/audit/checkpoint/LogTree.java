package dev.freehold.audit.checkpoint;

import dev.freehold.audit.AuditLeaves;
import dev.freehold.audit.RolledBackLogException;
import dev.freehold.tlog.Checkpoint;
import dev.freehold.tlog.Hash;
import dev.freehold.tlog.MissingTileException;
import dev.freehold.tlog.Nodes;
import dev.freehold.tlog.ProofCheck;
import dev.freehold.tlog.Proofs;
import dev.freehold.tlog.Tile;
import dev.freehold.tlog.TileEdge;
import dev.freehold.tlog.TiledNodes;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The log as a Merkle tree in tiles: follows the entries, and makes lost tiles again. */
final class LogTree {
    private static final Logger LOG = Logger.getLogger(LogTree.class);

    /** Who remembers what the tree is compared with. */
    static final String SIGNER = "the last signed checkpoint";

    private final AuditLeaves leaves;
    private final TileStore tiles;

    LogTree(AuditLeaves leaves, TileStore tiles) {
        this.leaves = leaves;
        this.tiles = tiles;
    }

    Nodes nodes(long size) {
        return new TiledNodes(tiles, size);
    }

    byte[] tile(Tile tile) {
        return tiles.read(tile);
    }

    /**
     * The right edge of the tree that was signed last. It is read from the tiles; when they do not give its root, all are made again.
     *
     * @throws RolledBackLogException when the entries do not give its root either, or are not all there
     */
    TileEdge signedEdge(Optional<Checkpoint> signed) {
        Checkpoint head = signed.orElse(new Checkpoint("", 0, Hash.EMPTY));
        if (leaves.end() < head.size()) {
            throw RolledBackLogException.shorter(leaves.end(), head.size(), SIGNER);
        }
        return readEdge(head).orElseGet(() -> rebuild(head));
    }

    private Optional<TileEdge> readEdge(Checkpoint head) {
        try {
            return Optional.of(TileEdge.of(tiles, head.size()))
                    .filter(edge -> edge.root().equals(head.root()));
        } catch (MissingTileException lost) {
            return Optional.empty();
        }
    }

    /** Makes every tile of a signed tree again from the entries. */
    TileEdge rebuild(Checkpoint head) {
        LOG.warnf("The tiles of the audit log are made again from its first %d entries", head.size());
        tiles.clear();
        TileEdge edge = new TileEdge();
        grow(edge, head.size());
        if (!edge.root().equals(head.root())) {
            throw RolledBackLogException.different(head.size(), SIGNER);
        }
        return edge;
    }

    void grow(TileEdge edge, long size) {
        leaves.read(edge.size(), size, (index, leaf) -> edge.append(Hash.ofLeaf(leaf), tiles::write));
        edge.partials(tiles::write);
    }

    List<Hash> consistency(long older, long newer) {
        return Proofs.consistency(nodes(newer), older, newer);
    }

    /** Do the last entries still have the hashes in the tiles? Reads at most 256 of them. */
    void checkEnd(Checkpoint head) {
        long from = Math.max(0, head.size() - 256);
        Nodes known = nodes(head.size());
        leaves.read(from, head.size(), (index, leaf) -> {
            if (!known.at(0, index).equals(Hash.ofLeaf(leaf))) {
                throw RolledBackLogException.different(head.size(), SIGNER);
            }
        });
    }

    /** Checks a proof of ours before anybody else does. */
    boolean includes(Checkpoint head, long index, List<Hash> proof) {
        return ProofCheck.includes(head.root(), head.size(), index, Hash.of(leaves.hash(index)), proof);
    }
}
