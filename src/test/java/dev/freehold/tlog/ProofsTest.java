package dev.freehold.tlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProofsTest {
    /** All proofs up to here; the campaign's long form goes to 1025. */
    private static final int SIZES = Integer.getInteger("freehold.proofs", 130);

    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "db3426e878068d28d269b6c87172322ce5372b65756d0789001d34835f601c03",
            "cb00989d94a569c0a678ae042b63dcd4625db96440517f37a6eb7976ea24ed4b",
            "725d5230db68f557470dc35f1d8865813acd7ebb07ad152774141decbae71327",
            "9f4a3fc20d4162dc37d4e23d907848731a76043ffff6d69288bf1abfbcff478e",
            "b6748f6ed7a99de7da84fd97e1a3bac6fab8999f4a43695cab9528a2de431147",
            "32805cc5e94134743d0aa580ef2ee332687b687fc2e4e2f72fee1cc712e0ba0c",
            "a3e23b32ccb6bf96d092d165d8aa546e09829de8f03b0e8957581d1e16b92bdf",
            "3b85a9626c1ccb64c6b95ec7fa64888defe2cf12e39e77e10812ce5fcb9cb58e");

    private final List<byte[]> entries = NaiveTree.entries(SIZES);
    private final List<Hash> roots = new ArrayList<>();

    private Nodes nodes(int size) {
        return new TiledNodes(MemoryTiles.of(entries.subList(0, size)), size);
    }

    private Hash root(int size) {
        while (roots.size() <= size) {
            roots.add(Hash.of(NaiveTree.root(entries.subList(0, roots.size()))));
        }
        return roots.get(size);
    }

    private static Hash hex(String hex) {
        return Hash.of(HexFormat.of().parseHex(hex));
    }

    private static List<Hash> hashes(List<byte[]> raw) {
        return raw.stream().map(Hash::of).toList();
    }

    @Test
    void knownRoots() {
        for (int size = 0; size < ROOTS.size(); size++) {
            assertEquals(hex(ROOTS.get(size)), Proofs.root(nodes(size), size));
        }
    }

    @Test
    void knownInclusionProof() {
        List<Hash> proof = Proofs.inclusion(nodes(7), 3, 7);

        assertEquals(
                List.of(
                        hex("fa61e3dec3439589f4784c893bf321d0084f04c572c7af2b68e3f3360a35b486"),
                        hex(ROOTS.get(2)),
                        hex("973f083957c7359fb1943acf9e6689bca6ca5ea7197d808aad3c14498689efe0")),
                proof);
        assertTrue(ProofCheck.includes(hex(ROOTS.get(7)), 7, 3, Hash.ofLeaf(entries.get(3)), proof));
    }

    @Test
    void everyRootIsTheSameWhicheverWayItIsComputed() {
        CompactRange range = new CompactRange();
        TileEdge edge = new TileEdge();
        for (int size = 0; size < SIZES; size++) {
            assertEquals(root(size), range.root());
            assertEquals(root(size), edge.root());
            assertEquals(size, range.size());
            range.append(Hash.ofLeaf(entries.get(size)));
            edge.append(Hash.ofLeaf(entries.get(size)), (tile, hashes) -> {});
        }
    }

    @Test
    void everyInclusionProofIsThatOfTheStandardAndHolds() {
        for (int size = 1; size < SIZES; size++) {
            Nodes nodes = nodes(size);
            for (int index = 0; index < size; index++) {
                List<Hash> proof = Proofs.inclusion(nodes, index, size);
                assertEquals(hashes(NaiveTree.path(index, entries.subList(0, size))), proof);
                assertTrue(ProofCheck.includes(root(size), size, index, Hash.ofLeaf(entries.get(index)), proof));
            }
        }
    }

    @Test
    void everyConsistencyProofIsThatOfTheStandardAndHolds() {
        for (int newer = 0; newer < SIZES; newer++) {
            Nodes nodes = nodes(newer);
            for (int older = 0; older <= newer; older++) {
                List<Hash> proof = Proofs.consistency(nodes, older, newer);
                assertEquals(hashes(NaiveTree.consistency(older, entries.subList(0, newer))), proof);
                assertTrue(ProofCheck.extendsTree(root(older), older, root(newer), newer, proof));
            }
        }
    }

    @Test
    void noInclusionProofHoldsForAnythingElse() {
        for (int size = 1; size < 40; size++) {
            Nodes nodes = nodes(size);
            for (int index = 0; index < size; index++) {
                List<Hash> proof = Proofs.inclusion(nodes, index, size);
                Hash leaf = Hash.ofLeaf(entries.get(index));
                for (int other = -1; other <= size; other++) {
                    assertEquals(other == index, ProofCheck.includes(root(size), size, other, leaf, proof));
                }
                assertFalse(ProofCheck.includes(root(size - 1), size, index, leaf, proof));
                assertFalse(ProofCheck.includes(root(size), size, index, Hash.ofLeaf(entries.get(size)), proof));
                for (List<Hash> wrong : mutations(proof)) {
                    assertFalse(ProofCheck.includes(root(size), size, index, leaf, wrong));
                }
            }
        }
    }

    @Test
    void noConsistencyProofHoldsForAnythingElse() {
        for (int newer = 1; newer < 40; newer++) {
            Nodes nodes = nodes(newer);
            for (int older = 1; older <= newer; older++) {
                List<Hash> proof = Proofs.consistency(nodes, older, newer);
                assertFalse(ProofCheck.extendsTree(root(older - 1), older, root(newer), newer, proof));
                assertFalse(ProofCheck.extendsTree(root(older), older, root(newer + 1), newer, proof));
                assertFalse(ProofCheck.extendsTree(root(newer), newer + 1, root(older), newer, proof));
                for (List<Hash> wrong : mutations(proof)) {
                    assertFalse(ProofCheck.extendsTree(root(older), older, root(newer), newer, wrong));
                }
            }
        }
    }

    /** Every bit of every hash turned, one hash less, one more, two swapped. */
    private static List<List<Hash>> mutations(List<Hash> proof) {
        List<List<Hash>> wrong = new ArrayList<>();
        for (int i = 0; i < proof.size(); i++) {
            for (int bit = 0; bit < 8 * Hash.LENGTH; bit += 7) {
                List<Hash> turned = new ArrayList<>(proof);
                byte[] bytes = proof.get(i).bytes();
                bytes[bit / 8] ^= (byte) (1 << bit % 8);
                turned.set(i, Hash.of(bytes));
                wrong.add(turned);
            }
            List<Hash> less = new ArrayList<>(proof);
            less.remove(i);
            wrong.add(less);
        }
        List<Hash> more = new ArrayList<>(proof);
        more.add(Hash.EMPTY);
        wrong.add(more);
        if (proof.size() > 1) {
            wrong.add(proof.reversed());
        }
        return wrong;
    }

    @Test
    void aProofOfWhatIsNotThereIsNotMade() {
        assertThrows(IllegalArgumentException.class, () -> Proofs.inclusion(nodes(3), 3, 3));
        assertThrows(IllegalArgumentException.class, () -> Proofs.consistency(nodes(3), 4, 3));
    }

    @Test
    void theTreeOfNothingIsTheBeginningOfEveryTree() {
        assertTrue(ProofCheck.extendsTree(Hash.EMPTY, 0, root(5), 5, List.of()));
        assertFalse(ProofCheck.extendsTree(root(1), 0, root(5), 5, List.of()));
    }
}
