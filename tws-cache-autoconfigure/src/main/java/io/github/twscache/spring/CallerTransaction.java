package io.github.twscache.spring;

import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/**
 * Tells whether a caller is in a transaction, where Spring's transactions are on the
 * class path. Safe for use by many threads.
 */
public final class CallerTransaction {

	private static final boolean PRESENT = ClassUtils.isPresent(
			"org.springframework.transaction.support.TransactionSynchronizationManager",
			CallerTransaction.class.getClassLoader());

	private CallerTransaction() {
	}

	/**
	 * Tells whether this thread may have seen, or hold locks on, what is not committed.
	 * @return whether it may
	 */
	public static boolean isActive() {
		return PRESENT && Synchronization.isActive();
	}

	/**
	 * Apart, because it cannot be loaded without Spring's transactions.
	 */
	private static final class Synchronization {

		static boolean isActive() {
			return TransactionSynchronizationManager.isActualTransactionActive()
					|| TransactionSynchronizationManager.isSynchronizationActive();
		}

	}

}
