package dev.freehold.inference.decoder;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The sequences that wait for a slot. Tenants are served in proportion to their weights, counted in tokens: next is the one
 * that was served least (the virtual token counter of <a href="https://arxiv.org/abs/2401.00588">Fairness in Serving Large
 * Language Models</a>). Within a tenant, priority goes first, then who came first. A tenant that was away gets no credit for it.
 * Safe for use by many threads.
 */
final class FairQueue {
    private static final int ACCOUNTS_TO_REMEMBER = 1024;
    private static final Comparator<Sequence> ORDER = Comparator.comparing(
                    (Sequence sequence) -> sequence.origin().priority())
            .reversed()
            .thenComparingLong(sequence -> sequence.arrival());

    private final int capacity;
    private final ToDoubleFunction<String> weights;
    private final Map<String, Account> accounts = new HashMap<>();
    private int size;
    private long turns;

    FairQueue(int capacity, ToDoubleFunction<String> weights) {
        this.capacity = capacity;
        this.weights = weights;
    }

    private static final class Account {
        private final TreeSet<Sequence> waiting = new TreeSet<>(ORDER);
        private final double weight;
        private double served;
        private int active;
        private long lastTurn;

        Account(double weight) {
            this.weight = weight;
        }

        boolean isBusy() {
            return active > 0 || !waiting.isEmpty();
        }
    }

    synchronized int size() {
        return size;
    }

    /**
     * Adds a sequence. When the queue is full, the tenant with the most waiting gives a place up for one with fewer.
     *
     * @return the sequence that has no place, which may be the same one
     */
    synchronized Optional<Sequence> offer(Sequence sequence) {
        Account account = account(sequence);
        Optional<Sequence> displaced = Optional.empty();
        if (size >= capacity) {
            Account longest = longest();
            if (longest.waiting.size() <= account.waiting.size() + 1) {
                return Optional.of(sequence);
            }
            displaced = Optional.of(longest.waiting.removeLast());
            size--;
        }
        if (!account.isBusy()) {
            account.served = Math.max(account.served, leastServed());
        }
        sequence.arrival(++turns);
        account.waiting.add(sequence);
        size++;
        return displaced;
    }

    /** Who is next; stays in the queue. */
    synchronized Optional<Sequence> peek() {
        return accounts.values().stream()
                .filter(account -> !account.waiting.isEmpty())
                .min(Comparator.<Account>comparingDouble(account -> account.served)
                        .thenComparingLong(account -> account.lastTurn))
                .map(account -> account.waiting.first());
    }

    /** How many go before another sequence of this tenant, if all tenants are served alike. */
    synchronized int ahead(String tenant) {
        int own = waiting(accounts.get(tenant));
        return own
                + accounts.entrySet().stream()
                        .filter(account -> !account.getKey().equals(tenant))
                        .mapToInt(account -> Math.min(own + 1, waiting(account.getValue())))
                        .sum();
    }

    private static int waiting(@Nullable Account account) {
        return account == null ? 0 : account.waiting.size();
    }

    /** Takes a sequence out because it got a slot. */
    synchronized void start(Sequence sequence) {
        remove(sequence); // it may be gone already, cancelled a moment ago
        Account account = account(sequence);
        account.active++;
        account.lastTurn = ++turns;
    }

    /** Takes a sequence out because nobody wants it any more; harmless when it is not there. */
    synchronized boolean remove(Sequence sequence) {
        Account account = accounts.get(sequence.origin().tenant());
        boolean removed = account != null && account.waiting.remove(sequence);
        size -= removed ? 1 : 0;
        return removed;
    }

    /** Counts tokens that a sequence was served. */
    synchronized void charge(Sequence sequence, int tokens) {
        Account account = account(sequence);
        account.served += tokens / account.weight;
    }

    /** A sequence left its slot. */
    synchronized void end(Sequence sequence) {
        account(sequence).active--;
        forget();
    }

    private Account account(Sequence sequence) {
        return accounts.computeIfAbsent(
                sequence.origin().tenant(), tenant -> new Account(weights.applyAsDouble(tenant)));
    }

    private Account longest() {
        return accounts.values().stream()
                .max(Comparator.comparingInt(account -> account.waiting.size()))
                .orElseThrow();
    }

    private double leastServed() {
        return busy().stream().mapToDouble(account -> account.served).min().orElse(0);
    }

    private Collection<Account> busy() {
        return accounts.values().stream().filter(Account::isBusy).toList();
    }

    /** Nothing is owed once nobody waits or runs; and debts of the absent are remembered for so many tenants only. */
    private void forget() {
        if (busy().isEmpty()) {
            accounts.clear();
        } else if (accounts.size() > ACCOUNTS_TO_REMEMBER) {
            double floor = leastServed();
            accounts.values().removeIf(account -> !account.isBusy() && account.served <= floor);
        }
    }
}
