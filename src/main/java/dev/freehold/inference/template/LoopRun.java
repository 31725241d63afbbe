package dev.freehold.inference.template;

import dev.freehold.inference.template.Renderer.Flow;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A for statement at work, possibly calling itself for nested items. */
final class LoopRun {

    private final Statement.For statement;
    private final Scope scope;
    private final Renderer renderer;
    private final Meter meter;

    LoopRun(Statement.For statement, Scope scope, Renderer renderer, Meter meter) {
        this.statement = statement;
        this.scope = scope;
        this.renderer = renderer;
        this.meter = meter;
    }

    void run(Object items, BoundedText out) {
        run(items, 1, out);
    }

    private void run(Object items, int depth, BoundedText out) {
        Iterator<Object> source = Sequences.iterator(items);
        Expression condition = statement.condition();
        Loop loop = new Loop(
                condition == null ? source : new Filtered(source, condition),
                depth,
                statement.isRecursive() ? inner -> recurse(inner, depth + 1) : null);
        boolean hasRun = false;
        while (loop.advance()) {
            hasRun = true;
            meter.step();
            Scope round = scope.inner();
            round.set("loop", loop);
            renderer.assign(statement.target(), loop.current(), round);
            if (renderer.run(statement.body(), round, out) == Flow.BREAK) {
                break;
            }
        }
        if (!hasRun) {
            renderer.run(statement.otherwise(), scope.inner(), out);
        }
    }

    private String recurse(Object items, int depth) {
        BoundedText out = meter.newText();
        run(items, depth, out);
        return out.toString();
    }

    /** Decides about an item only when it is its turn, since the body may change what the condition reads. */
    private final class Filtered implements Iterator<Object> {

        private final Iterator<Object> source;
        private final Expression condition;
        private @Nullable Object next;

        Filtered(Iterator<Object> source, Expression condition) {
            this.source = source;
            this.condition = condition;
        }

        @Override
        public boolean hasNext() {
            while (next == null && source.hasNext()) {
                Object candidate = source.next();
                Scope trial = scope.inner();
                renderer.assign(statement.target(), candidate, trial);
                if (renderer.evaluator().isTrue(condition, trial)) {
                    next = candidate;
                }
            }
            return next != null;
        }

        @Override
        public Object next() {
            Object item = hasNext() ? next : null;
            if (item == null) {
                throw new NoSuchElementException();
            }
            next = null;
            return item;
        }
    }
}
