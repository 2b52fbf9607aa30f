package io.github.twscache.spring.loading;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

import io.github.twscache.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;

import org.springframework.transaction.reactive.TransactionContextManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Callers in a transaction neither join a load nor have others join theirs; where changes
 * of the cache wait for the commit, what they loaded does, too.
 */
@Timeout(60)
class TransactionLoadTests {

	@RegisterExtension
	final Workers workers = new Workers();

	private final Site site = Site.with(true);

	private final Work work = this.site.work();

	@AfterEach
	void close() {
		this.work.release();
		this.site.close();
	}

	@Test
	void callerInATransactionDoesNotWaitForAnother() throws Exception {
		this.site.asyncJobs().supplied("a");
		assertThat(this.site.inTransaction(() -> this.site.jobs().plain("a"))).isEqualTo("a 2");
		this.work.handedOut(0).complete("loaded");
	}

	@Test
	void callerOfASynchronizedMethodInATransactionDoesNotWaitForAnother() throws Exception {
		this.site.asyncJobs().supplied("a");
		assertThat(this.site.inTransaction(() -> this.site.jobs().once("a"))).isEqualTo("a 2");
		assertThat(this.site.inTransaction(() -> this.site.jobs().once("a"))).as("a hit").isEqualTo("a 2");
		this.site.asyncJobs().supplied("b");
		assertThat(this.site.inTransaction(() -> this.site.asyncJobs().futureOnce("b").get())).isEqualTo("b 4");
		assertThat(this.site.inTransaction(() -> this.site.asyncJobs().futureOnce("b").get())).isEqualTo("b 4");
		this.work.handedOut(0).complete("loaded");
		this.work.handedOut(1).complete("loaded");
		assertThat(this.work.runs()).isEqualTo(4);
	}

	@Test
	void callerOfASynchronizedMethodInATransactionHearsOfItsFailure() {
		IOException failure = new IOException("down");
		this.work.fails(failure);
		assertThatIOException().isThrownBy(() -> this.site.inTransaction(() -> this.site.jobs().once("a")))
			.isSameAs(failure);
		assertThatIOException()
			.isThrownBy(() -> this.site.inTransaction(() -> Site.resolve(this.site.asyncJobs().futureOnce("a"))))
			.isSameAs(failure);
		assertThat(this.site.named("jobs").metrics().loadsInFlight()).isZero();
		assertThat(this.site.contents()).isEmpty();
	}

	@Test
	void futureOfALoadInATransactionFailsWithTheVeryFailure() throws Exception {
		IOException failure = new IOException("down");
		CompletableFuture<Object> source = new CompletableFuture<>();
		AtomicReference<Throwable> told = new AtomicReference<>();
		this.site.inTransaction(() -> this.site.cache("jobs")
			.retrieve("a", () -> source)
			.whenComplete((value, thrown) -> told.set(thrown)));
		source.completeExceptionally(failure);
		assertThat(told).hasValue(failure);
		assertThat(this.site.named("jobs").metrics().loadsInFlight()).isZero();
	}

	@Test
	void loaderInATransactionThatReturnsNoFutureLeavesNoLoad() throws Exception {
		CompletableFuture<?> answer = (CompletableFuture<?>) this.site
			.inTransaction(() -> this.site.cache("jobs").retrieve("a", () -> null));
		assertThat(answer).isCompletedExceptionally();
		assertThat(this.site.named("jobs").metrics().loadsInFlight()).isZero();
	}

	@Test
	void nobodyWaitsForACallerInATransaction() throws Exception {
		this.work.block();
		Future<Object> inside = this.workers.start(() -> this.site.inTransaction(() -> this.site.jobs().plain("a")));
		Parking.await(this.workers.last());
		Future<String> outside = this.workers.start(() -> this.site.jobs().plain("a"));
		Parking.await(this.workers.last());
		assertThat(this.work.runs()).isEqualTo(2);
		this.work.release();
		assertThat(Workers.result(inside)).isNotEqualTo(Workers.result(outside));
	}

	@Test
	void subscriberInAReactiveTransactionDoesNotWaitForAnother() throws Exception {
		this.site.asyncJobs().supplied("a");
		Mono<String> mono = this.site.asyncJobs().mono("a");
		String value = mono.contextWrite(TransactionContextManager.createTransactionContext()).toFuture().get();
		assertThat(value).isEqualTo("a 2");
		this.work.handedOut(0).complete("loaded");
	}

	@Test
	void loadOfATransactionAwareCacheIsSeenAfterTheCommit() throws Exception {
		this.site.inTransaction(() -> {
			assertThat(this.site.jobs().aware("a")).isEqualTo("a 1");
			assertThat(this.site.cache("aware").get("a")).isNull();
			assertThat(this.site.jobs().aware("a")).isEqualTo("a 2");
			return null;
		});
		assertThat(this.site.cache("aware").get("a")).isNotNull();
		assertThat(this.site.named("aware").metrics().loadsInFlight()).isZero();
	}

	@Test
	void loadOfATransactionThatRollsBackIsForgotten() {
		assertThatIllegalStateException().isThrownBy(() -> this.site.inTransaction(() -> {
			this.site.jobs().aware("a");
			throw new IllegalStateException("rolled back");
		}));
		assertThat(this.site.cache("aware").get("a")).isNull();
		assertThat(this.site.named("aware").metrics().loadsInFlight()).isZero();
	}

	@Test
	void evictBetweenTheLoadAndTheCommitWins() throws Exception {
		this.site.inTransaction(() -> {
			this.site.jobs().aware("a");
			Future<?> other = this.workers.start(() -> {
				this.site.cache("aware").evict("a");
				return null;
			});
			Workers.result(other);
			return null;
		});
		assertThat(this.site.cache("aware").get("a")).isNull();
	}

}
