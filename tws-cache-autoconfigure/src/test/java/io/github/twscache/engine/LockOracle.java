package io.github.twscache.engine;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Looks for key locks that are held, or were dropped and are still there.
 */
final class LockOracle {

	static final PrivateField<AtomicReferenceArray<KeyLock.Held>> SLOTS = PrivateField.of(KeyLock.class, "slots");

	static final PrivateField<Boolean> RETIRED = PrivateField.of(KeyLock.Held.class, "retired");

	private LockOracle() {
	}

	static void checkQuiet(ShardedStore store, StoreReport report) {
		AtomicReferenceArray<KeyLock.Held> slots = SLOTS.get(store.locks().keyLock());
		if (slots == null) {
			return;
		}
		if (slots.length() != store.settings().keyLockMax()) {
			report.disagree("there is room for %d key locks, not %d", slots.length(), store.settings().keyLockMax());
		}
		for (int slot = 0; slot < slots.length(); slot++) {
			KeyLock.Held lock = slots.get(slot);
			if (lock != null) {
				check(slots, slot, lock, report);
			}
		}
	}

	/** Takes the lock, because whoever drops it holds it meanwhile. */
	private static void check(AtomicReferenceArray<KeyLock.Held> slots, int slot, KeyLock.Held lock,
			StoreReport report) {
		if (lock.isHeldByCurrentThread() || !lock.tryLock()) {
			report.unrest("key lock %d is held: %s", slot, lock);
			return;
		}
		try {
			if (RETIRED.get(lock) && slots.get(slot) == lock) {
				report.disagree("key lock %d was dropped and is still there", slot);
			}
		}
		finally {
			lock.unlock();
		}
	}

}
