package io.github.twscache.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a listener is told of loads that end.
 */
@Timeout(30)
class LoadAnnouncementTests {

	private static final String KEY = "key";

	private static final int HASH = Spread.hash(KEY);

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	private final Listener listener = new Listener();

	private final long start = System.nanoTime();

	private ShardedStore store;

	@BeforeEach
	void open() {
		LoadSettings limited = new LoadSettings(0, Duration.ofMillis(20).toNanos(), 0, this.stores.executor(1),
				LateException::new);
		this.store = this.stores.open(new StoreSettings(4, 1000, null, 0, -1, 0, 0, 0, 64, true, null, limited),
				this.listener);
	}

	@Test
	void valueThatIsStored() {
		begin().store("value");
		assertThat(heard()).isEqualTo(new Ended(KEY, "value", false));
	}

	@Test
	void valueThatIsNotStored() {
		begin().release("value");
		assertThat(heard()).isEqualTo(new Ended(KEY, "value", false));
	}

	@Test
	void failure() {
		IOException reason = new IOException("a load that fails on purpose");
		begin().fail(reason);
		assertThat(heard()).isEqualTo(new Ended(KEY, reason, true));
	}

	@Test
	void loadThatIsGivenUpIsNone() {
		begin().abandon();
		assertThat(this.listener.ended).isEmpty();
	}

	@Test
	void loaderThatHeedsTheInterruptOfItsTimeOutHasTimedOut() {
		assertThatExceptionOfType(LoadFailure.class).isThrownBy(() -> this.store.loads().load(KEY, HASH, () -> {
			new CountDownLatch(1).await();
			return "never";
		})).withCauseInstanceOf(LateException.class);
		Awaitility.await().until(() -> !this.listener.ended.isEmpty());
		Ended ended = heard();
		assertThat(ended.failed()).isTrue();
		assertThat((Throwable) ended.outcome()).isInstanceOf(LateException.class)
			.satisfies((late) -> assertThat(late.getSuppressed()).hasOnlyElementsOfType(InterruptedException.class)
				.hasSize(1));
	}

	private LoadHandle begin() {
		return this.store.loads().begin(KEY, HASH, true, null);
	}

	private Ended heard() {
		assertThat(this.listener.ended).hasSize(1);
		assertThat(this.listener.nanos).isBetween(0L, System.nanoTime() - this.start);
		return this.listener.ended.get(0);
	}

	/** The time-out of these loads. */
	private static final class LateException extends RuntimeException {

	}

	private record Ended(Object key, Object outcome, boolean failed) {
	}

	private static final class Listener implements StoreListener {

		private final List<Ended> ended = new CopyOnWriteArrayList<>();

		private volatile long nanos;

		@Override
		public boolean wantsEntries() {
			return false;
		}

		@Override
		public void stored(Object key, Object value, boolean created) {
			throw new AssertionError("not asked for");
		}

		@Override
		public void removed(Object key, Object value, RemovalCause cause) {
			throw new AssertionError("not asked for");
		}

		@Override
		public void loaded(Object key, Object outcome, boolean failed, long took) {
			this.nanos = took;
			this.ended.add(new Ended(key, outcome, failed));
		}

	}

}
