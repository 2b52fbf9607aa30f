package io.github.twscache.engine;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(30)
class SingleFlightBoundaryTests {

	private static final String KEY = "key";

	private static final int HASH = Spread.hash(KEY);

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	@RegisterExtension
	final Workers workers = new Workers();

	@Test
	void noTicketIsLeftBehindHoweverALoadEnds() throws LoadFailure {
		ShardedStore store = this.stores.open(1, 100, null);
		SingleFlight loads = store.loads();
		assertThat(loads.load(KEY, HASH, () -> "value")).isEqualTo("value");
		assertThat(loads.mayHaveTickets()).as("after a load").isFalse();
		assertThat(loads.load(KEY, HASH, () -> "other")).isEqualTo("value");
		assertThat(loads.mayHaveTickets()).as("after a hit").isFalse();
		store.writer().remove(KEY, HASH);
		assertThatExceptionOfType(LoadFailure.class).isThrownBy(() -> loads.load(KEY, HASH, () -> {
			throw new IOException("on purpose");
		}));
		assertThat(loads.mayHaveTickets()).as("after a failure").isFalse();
		CompletableFuture<Object> source = new CompletableFuture<>();
		CompletableFuture<Object> first = loads.loadAsync(KEY, HASH, () -> source);
		CompletableFuture<Object> second = loads.loadAsync(KEY, HASH, () -> source);
		assertThat(loads.mayHaveTickets()).as("during a load").isTrue();
		assertThat(loads.inFlight()).isOne();
		store.writer().remove(KEY, HASH);
		assertThat(loads.mayHaveTickets()).as("a load without its ticket").isTrue();
		source.complete("late");
		assertThat(first).isCompletedWithValue("late");
		assertThat(second).isCompletedWithValue("late");
		assertThat(loads.mayHaveTickets()).isFalse();
		assertThat(loads.inFlight()).isZero();
	}

	@Test
	void lookUpCountsOnceThoughItsLoadIsTriedAgain() throws Exception {
		ShardedStore store = this.stores.open(1, 100, null);
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		Future<Object> leader = this.workers.start(() -> store.loads().load(KEY, HASH, () -> {
			started.countDown();
			release.await();
			throw new InterruptedException("on purpose");
		}));
		started.await();
		Future<Object> waiter = this.workers.start(() -> store.loads().load(KEY, HASH, () -> "second"));
		this.workers.awaitBlocked();
		release.countDown();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> Workers.result(leader))
			.withCauseInstanceOf(LoadFailure.class);
		assertThat(Workers.result(waiter)).isEqualTo("second");
		assertThat(store.statistics().misses()).isEqualTo(2);
		assertThat(store.statistics().level2Hits()).isZero();
		assertThat(store.statistics().loads()).isOne();
		assertThat(store.statistics().loadFailures()).isOne();
	}

	@Test
	void leaderThatIsInterruptedStaysInterrupted() {
		ShardedStore store = this.stores.open(1, 100, null);
		assertThatExceptionOfType(LoadFailure.class).isThrownBy(() -> store.loads().load(KEY, HASH, () -> {
			throw new InterruptedException("on purpose");
		})).withCauseInstanceOf(InterruptedException.class);
		assertThat(Thread.interrupted()).isTrue();
		assertThatExceptionOfType(LoadFailure.class).isThrownBy(() -> store.loads().load(KEY, HASH, () -> {
			throw new IOException("on purpose");
		}));
		assertThat(Thread.interrupted()).as("nobody interrupted this one").isFalse();
	}

	@Test
	void timeOfLoadsIsTheTimeTheyTook() throws LoadFailure {
		ShardedStore store = this.stores.open(1, 100, null);
		long start = System.nanoTime();
		store.loads().load(KEY, HASH, () -> "value");
		long afterLoad = store.loads().nanos();
		assertThat(afterLoad).isBetween(1L, System.nanoTime() - start);
		assertThatExceptionOfType(LoadFailure.class)
			.isThrownBy(() -> store.loads().load("other", Spread.hash("other"), () -> {
				throw new IOException("on purpose");
			}));
		assertThat(store.loads().nanos()).isBetween(afterLoad + 1, System.nanoTime() - start);
		assertThat(TimeUnit.NANOSECONDS.toMinutes(store.loads().nanos())).isZero();
	}

	@Test
	void callerWhoGaveUpDoesNotTryAgain() {
		ShardedStore store = this.stores.open(1, 100, null);
		AtomicInteger calls = new AtomicInteger();
		CompletableFuture<Object> source = new CompletableFuture<>();
		CompletableFuture<Object> leader = store.loads().loadAsync(KEY, HASH, () -> source);
		CompletableFuture<Object> gone = store.loads().loadAsync(KEY, HASH, () -> {
			calls.incrementAndGet();
			return new CompletableFuture<>();
		});
		gone.cancel(true);
		source.cancel(true);
		assertThatExceptionOfType(CancellationException.class).isThrownBy(leader::join);
		assertThat(calls).hasValue(0);
		assertThat(store.loads().inFlight()).isZero();
	}

	@Test
	void failureOfAFutureIsUnwrappedHoweverDeepItIs() {
		ShardedStore store = this.stores.open(1, 100, null);
		IOException reason = new IOException("on purpose");
		for (Throwable wrapped : new Throwable[] { reason, new CompletionException(reason),
				new ExecutionException(new CompletionException(new ExecutionException(reason))) }) {
			CompletableFuture<Object> source = new CompletableFuture<>();
			CompletableFuture<Object> answer = store.loads().loadAsync(KEY, HASH, () -> source);
			source.completeExceptionally(wrapped);
			assertThatExceptionOfType(CompletionException.class).isThrownBy(answer::join)
				.havingCause()
				.isSameAs(reason);
		}
		CompletionException bare = new CompletionException("without a cause", null);
		CompletableFuture<Object> source = new CompletableFuture<>();
		CompletableFuture<Object> answer = store.loads().loadAsync(KEY, HASH, () -> source);
		source.completeExceptionally(bare);
		assertThatExceptionOfType(CompletionException.class).isThrownBy(answer::join).isSameAs(bare);
		assertThat(store.statistics().loadFailures()).isEqualTo(4);
	}

}
