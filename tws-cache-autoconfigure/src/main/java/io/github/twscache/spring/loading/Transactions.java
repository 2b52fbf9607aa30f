package io.github.twscache.spring.loading;

import io.github.twscache.LoadTicket;
import io.github.twscache.spring.TwsCache;
import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;
import org.springframework.cache.transaction.TransactionAwareCacheDecorator;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/**
 * What loads have to know of transactions, where there are any.
 */
final class Transactions {

	private static final boolean PRESENT = isPresent(
			"org.springframework.transaction.support.TransactionSynchronizationManager");

	private static final boolean DECORATED = PRESENT
			&& isPresent("org.springframework.cache.transaction.TransactionAwareCacheDecorator");

	private Transactions() {
	}

	private static boolean isPresent(String className) {
		return ClassUtils.isPresent(className, Transactions.class.getClassLoader());
	}

	/**
	 * Gives our cache that loads can be tied to.
	 * @param cache a cache, or one whose changes wait for the commit
	 * @return {@code null} if it is another's
	 */
	static @Nullable TwsCache target(Cache cache) {
		if (cache instanceof TwsCache own) {
			return own;
		}
		return DECORATED ? Decoration.target(cache) : null;
	}

	/** Whether a put into a cache has to wait for the commit. */
	static boolean isPutDeferred(Cache cache) {
		return DECORATED && Decoration.isPutDeferred(cache);
	}

	/**
	 * Stores what was loaded after the commit, and forgets it after a rollback. An evict
	 * in between takes the ticket away, also one that waited for the same commit.
	 */
	static void storeAfterCommit(LoadTicket<Object> ticket, @Nullable Object value) {
		Synchronization.storeAfterCommit(ticket, value);
	}

	private static final class Synchronization {

		static void storeAfterCommit(LoadTicket<Object> ticket, @Nullable Object value) {
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void afterCommit() {
					ticket.store(value);
				}

				@Override
				public void afterCompletion(int status) {
					// Too late to change anything where it was stored.
					ticket.abandon();
				}

			});
		}

	}

	private static final class Decoration {

		static @Nullable TwsCache target(Cache cache) {
			return (cache instanceof TransactionAwareCacheDecorator decorator
					&& decorator.getTargetCache() instanceof TwsCache own) ? own : null;
		}

		static boolean isPutDeferred(Cache cache) {
			return cache instanceof TransactionAwareCacheDecorator
					&& TransactionSynchronizationManager.isSynchronizationActive();
		}

	}

}
