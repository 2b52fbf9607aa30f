package io.github.twscache.faults;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.twscache.LoadTicket;
import io.github.twscache.NamedCache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Whatever goes wrong, and at whatever level, the log shows neither keys nor values.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LogContentTests {

	private static final String KEY = "secret-key";

	private static final String VALUE = "secret-value";

	@RegisterExtension
	final FaultCaches caches = new FaultCaches();

	private final Logger logger = Logger.getLogger("io.github.twscache");

	private final Queue<LogRecord> records = new ConcurrentLinkedQueue<>();

	private final Handler recorder = new Handler() {

		@Override
		public void publish(LogRecord record) {
			LogContentTests.this.records.add(record);
		}

		@Override
		public void flush() {
		}

		@Override
		public void close() {
		}

	};

	@BeforeEach
	void listen() {
		this.logger.setLevel(Level.ALL);
		this.logger.addHandler(this.recorder);
		this.logger.setUseParentHandlers(false);
	}

	@AfterEach
	void listenNoMore() {
		this.logger.setUseParentHandlers(true);
		this.logger.removeHandler(this.recorder);
		this.logger.setLevel(null);
	}

	@Test
	void listenersThatFail() {
		NamedCache<Object, String> cache = this.caches.open();
		cache.addListener((event) -> {
			throw failure();
		});
		cache.onResize(() -> {
			throw failure();
		});
		cache.put(KEY, VALUE);
		cache.invalidate(KEY);
		cache.resize(3).join();
		Awaitility.await().untilAsserted(() -> assertLogged("ListenerHub", "ChangeQueue"));
	}

	@Test
	void policiesThatFail() {
		NamedCache<Object, String> cache = this.caches
			.open((settings) -> settings.maxSize(10_000).ttlPolicy((key, value) -> {
				throw failure();
			}));
		cache.put(KEY, VALUE);
		cache.put(KEY, VALUE);
		assertLogged("CacheLifetimes", "CacheLifetimes");
	}

	@Test
	void loadedValuesThatCannotBeStored() {
		NamedCache<Object, String> cache = this.caches
			.open((settings) -> settings.maxWeight(10_000).weigher((key, value) -> {
				throw failure();
			}));
		assertThat(cache.get(KEY, (missing) -> VALUE)).isEqualTo(VALUE);
		assertLogged("LoadEnds");
	}

	@Test
	void loadsThatFailAndStaleValues() {
		NamedCache<Object, String> cache = this.caches.open((settings) -> settings.maxSize(10_000)
			.refreshAhead(0.5)
			.loadHardTimeout(Duration.ofMinutes(1))
			.failSafeMaxStale(Duration.ofHours(1)));
		assertThat(catchThrowable(() -> cache.get(KEY, (missing) -> {
			throw failure();
		}))).hasRootCauseMessage("on purpose");
		cache.put(KEY, VALUE);
		this.caches.ticker.advance(FaultCaches.TTL);
		assertThat(cache.get(KEY, (missing) -> {
			throw failure();
		})).isEqualTo(VALUE);
		this.caches.hierarchy.close();
		assertNothingSecret();
	}

	@Test
	void loadThatEndsAfterItsCacheWasClosed() {
		NamedCache<Object, String> cache = this.caches
			.open((settings) -> settings.maxSize(10_000).failSafeMaxStale(Duration.ofHours(1)));
		CompletableFuture<String> source = new CompletableFuture<>();
		CompletableFuture<String> answer = cache.getAsync(KEY, (missing) -> source);
		LoadTicket<String> failing = cache.startLoad("other " + KEY, () -> true);
		this.caches.hierarchy.close();
		source.complete(VALUE);
		failing.fail(failure());
		assertThat(answer).isCompletedExceptionally();
		assertLogged("LoadEnds", "LoadEnds");
	}

	@Test
	void keyThatFailsWhenItsLoadEnds() {
		NamedCache<Object, String> cache = this.caches.open();
		boolean[] broken = { false };
		Object key = new Object() {

			@Override
			public int hashCode() {
				if (broken[0]) {
					throw failure();
				}
				return 1;
			}

			@Override
			public boolean equals(Object other) {
				return this == other;
			}

			@Override
			public String toString() {
				return KEY;
			}

		};
		LoadTicket<String> ticket = cache.startLoad(key, () -> true);
		broken[0] = true;
		ticket.store(VALUE);
		broken[0] = false;
		assertLogged("LoadEnds", "LoadTable");
		assertThat(cache.get(key, (missing) -> VALUE)).isEqualTo(VALUE);
	}

	private static IllegalStateException failure() {
		return new IllegalStateException("on purpose");
	}

	/** Checks what was logged, so much at least, and by these loggers among others. */
	private void assertLogged(String... loggers) {
		assertThat(this.records).extracting((record) -> simpleName(record.getLoggerName())).contains(loggers);
		assertThat(this.records).hasSizeGreaterThanOrEqualTo(loggers.length);
		assertNothingSecret();
	}

	private static String simpleName(String name) {
		return name.substring(name.lastIndexOf('.') + 1);
	}

	private void assertNothingSecret() {
		assertThat(this.records).allSatisfy((record) -> {
			StringWriter text = new StringWriter();
			text.append(record.getMessage());
			if (record.getParameters() != null) {
				text.append(List.of(record.getParameters()).toString());
			}
			if (record.getThrown() != null) {
				record.getThrown().printStackTrace(new PrintWriter(text, true));
			}
			assertThat(text.toString()).doesNotContain("secret");
		});
	}

}
