package dev.freehold.inference;

/** Writes down what happens to a model. */
@FunctionalInterface
public interface ChangeNote {

    /** Called when the change can be made and is not made yet; what it throws prevents the change. */
    void write(ModelChange change);
}
