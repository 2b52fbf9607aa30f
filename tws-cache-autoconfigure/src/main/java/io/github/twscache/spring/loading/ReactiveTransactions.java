package io.github.twscache.spring.loading;

import reactor.core.publisher.Mono;

import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionContextManager;
import org.springframework.util.ClassUtils;

/**
 * Tells subscribers in a transaction from others, where there are such transactions.
 */
final class ReactiveTransactions {

	private static final boolean PRESENT = ClassUtils.isPresent(
			"org.springframework.transaction.reactive.TransactionContextManager",
			ReactiveTransactions.class.getClassLoader());

	private ReactiveTransactions() {
	}

	/** Whether the subscriber is in a transaction. */
	static Mono<Boolean> isActive() {
		return PRESENT ? Context.isActive() : Mono.just(false);
	}

	private static final class Context {

		static Mono<Boolean> isActive() {
			return TransactionContextManager.currentContext()
				.map((context) -> true)
				.onErrorResume(NoTransactionException.class, (ex) -> Mono.just(false));
		}

	}

}
