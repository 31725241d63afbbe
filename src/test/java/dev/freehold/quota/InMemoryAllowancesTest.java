package dev.freehold.quota;

class InMemoryAllowancesTest extends AllowancesContract {
    @Override
    Allowances allowances() {
        return new InMemoryAllowances();
    }
}
