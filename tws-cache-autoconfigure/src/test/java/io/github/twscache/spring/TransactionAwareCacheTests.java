package io.github.twscache.spring;

import java.util.concurrent.CompletableFuture;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.CacheSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.cache.Cache;
import org.springframework.cache.transaction.TransactionAwareCacheDecorator;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for caches whose changes wait for the commit.
 */
class TransactionAwareCacheTests {

	private final CacheHierarchy hierarchy = CacheHierarchy.builder()
		.settings((name) -> CacheSettings.builder().transactionAware(!name.equals("plain")).build())
		.build();

	private final TwsCacheManager manager = new TwsCacheManager(this.hierarchy);

	private final Cache cache = this.manager.getCache("jobs");

	private final TransactionTemplate transaction = new TransactionTemplate(new NoResourceTransactionManager());

	@AfterEach
	void close() {
		this.hierarchy.close();
	}

	@Test
	void cacheIsDecoratedOnceAndOnlyWhereItIsSaid() {
		assertThat(this.cache).isInstanceOf(TransactionAwareCacheDecorator.class)
			.isSameAs(this.manager.getCache("jobs"));
		assertThat(this.manager.getCache("plain")).isInstanceOf(TwsCache.class);
		assertThat(this.cache.getNativeCache()).isSameAs(this.hierarchy.cache("jobs"));
	}

	@Test
	void putEvictAndClearWaitForTheCommit() {
		this.cache.put("a", "old");
		this.cache.put("b", "old");
		this.transaction.executeWithoutResult((status) -> {
			this.cache.put("c", "new");
			this.cache.evict("a");
			assertThat(this.cache.get("a")).isNotNull();
			assertThat(this.cache.get("c")).isNull();
		});
		assertThat(this.cache.get("a")).isNull();
		assertThat(this.cache.get("c", String.class)).isEqualTo("new");
		this.transaction.executeWithoutResult((status) -> {
			this.cache.clear();
			assertThat(this.cache.get("b")).isNotNull();
		});
		assertThat(this.cache.get("b")).isNull();
	}

	@Test
	void rollbackForgetsThem() {
		this.cache.put("a", "old");
		this.transaction.executeWithoutResult((status) -> {
			this.cache.put("a", "new");
			this.cache.evict("a");
			this.cache.clear();
			status.setRollbackOnly();
		});
		assertThat(this.cache.get("a", String.class)).isEqualTo("old");
	}

	@Test
	void evictIfPresentInvalidatePutIfAbsentAndLoadsDoNotWait() {
		this.cache.put("a", "old");
		this.transaction.executeWithoutResult((status) -> {
			assertThat(this.cache.evictIfPresent("a")).isTrue();
			assertThat(this.cache.get("a")).isNull();
			assertThat(this.cache.putIfAbsent("a", "new")).isNull();
			assertThat(this.cache.get("a", String.class)).isEqualTo("new");
			assertThat(this.cache.get("b", () -> "loaded")).isEqualTo("loaded");
			assertThat(this.cache.retrieve("c", () -> CompletableFuture.completedFuture("loaded")).join())
				.isEqualTo("loaded");
			assertThat(this.cache.invalidate()).isTrue();
			assertThat(this.cache.get("b")).isNull();
		});
	}

	@Test
	void resetDoesNotWait() {
		this.cache.put("a", "old");
		this.transaction.executeWithoutResult((status) -> {
			this.manager.resetCaches();
			assertThat(this.cache.get("a")).isNull();
		});
	}

	private static final class NoResourceTransactionManager extends AbstractPlatformTransactionManager {

		private static final long serialVersionUID = 1L;

		@Override
		protected Object doGetTransaction() {
			return new Object();
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
		}

	}

}
