package io.github.twscache.spring.loading;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

import io.github.twscache.LoadTimeoutException;
import io.github.twscache.Workers;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What readers of a plain {@code @Cacheable} notice of a database that is down, or that
 * hangs.
 */
@Timeout(60)
class OutageTests {

	private static final String TTL = "tws.cache.ttl=1m";

	private static final String REFRESH = "tws.cache.refresh-ahead=0.5";

	private static final int JOBS = 50;

	private static final int READERS = 4;

	/** As many as {@code max-workers} has by default. */
	private static final int HUNG = 4;

	@RegisterExtension
	final Workers workers = new Workers();

	/** Counted down by each method that hangs. */
	private final CountDownLatch hanging = new CountDownLatch(HUNG);

	private final CountDownLatch release = new CountDownLatch(1);

	private @Nullable Site site;

	@AfterEach
	void close() {
		this.release.countDown();
		if (this.site != null) {
			this.site.close();
		}
	}

	@Test
	void databaseThatIsDownForTenMinutesIsNotFeltByReadersOfAWarmCache() throws Exception {
		Site opened = open(TTL, "tws.cache.fail-safe.max-stale=1h");
		Map<String, String> warm = readAll(opened);
		opened.work().fails(new IOException("the database is down"));
		for (int minute = 1; minute <= 10; minute++) {
			opened.ticker().advance(Duration.ofMinutes(1));
			List<Future<Map<String, String>>> readers = new ArrayList<>();
			for (int i = 0; i < READERS; i++) {
				readers.add(this.workers.start(() -> readAll(opened)));
			}
			for (Future<Map<String, String>> reader : readers) {
				assertThat(Workers.result(reader)).as("minute %d", minute).isEqualTo(warm);
			}
		}
		assertThat(opened.work().runs()).as("once a job, then once a minute and job").isEqualTo(11 * JOBS);
		assertThat(opened.named("jobs").metrics().staleServed()).as("every read").isEqualTo(10 * READERS * JOBS);
		opened.work().recovers();
		opened.ticker().advance(Duration.ofSeconds(1));
		assertThat(readAll(opened).values()).hasSize(JOBS).doesNotContainAnyElementsOf(warm.values());
		assertThat(opened.work().runs()).isEqualTo(12 * JOBS);
	}

	@Test
	void methodThatHangsForEverCostsEachCallerTheHardTimeOutAndOtherKeysNothing() throws Exception {
		Site opened = open("tws.cache.load.hard-timeout=1s");
		hangsForSome(opened);
		List<Future<Throwable>> callers = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			callers.add(this.workers.start(() -> catchThrowable(() -> opened.jobs().plain("hangs"))));
		}
		Awaitility.await().until(() -> this.hanging.getCount() < HUNG);
		for (int i = 0; i < JOBS; i++) {
			assertThat(opened.jobs().plain("other " + i)).isEqualTo("other " + i + " anew");
		}
		for (Future<Throwable> caller : callers) {
			assertThat(Workers.result(caller)).isInstanceOf(LoadTimeoutException.class);
		}
		assertThat(catchThrowable(() -> opened.jobs().plain("hangs"))).as("who comes later")
			.isInstanceOf(LoadTimeoutException.class);
		assertThat(opened.jobs().plain("another")).isEqualTo("another anew");
	}

	@Test
	void fourMethodsThatHangLeaveCleanupRefreshAndOtherLoadsRunning() throws Exception {
		Site opened = open(TTL, REFRESH, "tws.cache.load.hard-timeout=1h");
		opened.jobs().plain("old");
		opened.ticker().advance(Duration.ofSeconds(30));
		opened.jobs().plain("due");
		hangsForSome(opened);
		for (int i = 0; i < HUNG; i++) {
			String key = "hangs " + i;
			this.workers.start(() -> opened.jobs().plain(key));
		}
		opened.ticker().advance(Duration.ofSeconds(31));
		assertAllElseRuns(opened);
	}

	@Test
	void fourRefreshesThatHangLeaveCleanupOtherRefreshesAndLoadsRunning() throws Exception {
		Site opened = open(TTL, REFRESH);
		opened.jobs().plain("old");
		opened.ticker().advance(Duration.ofSeconds(30));
		opened.jobs().plain("due");
		for (int i = 0; i < HUNG; i++) {
			opened.jobs().plain("hangs " + i);
		}
		hangsForSome(opened);
		opened.ticker().advance(Duration.ofSeconds(31));
		for (int i = 0; i < HUNG; i++) {
			assertThat(opened.jobs().plain("hangs " + i)).as("its reader has the value").startsWith("hangs " + i);
		}
		assertAllElseRuns(opened);
	}

	/** A value is due for a refresh, another has expired, and four methods hang. */
	private void assertAllElseRuns(Site opened) throws Exception {
		this.hanging.await();
		assertThat(opened.jobs().plain("due")).startsWith("due ").isNotEqualTo("due anew");
		Awaitility.await().until(() -> "due anew".equals(opened.cache("jobs").get("due", String.class)));
		assertThat(opened.jobs().plain("other")).isEqualTo("other anew");
		opened.named("jobs").cleanUp();
		assertThat(opened.named("jobs").metrics().expirations()).as("the old one").isOne();
		Awaitility.await().until(() -> opened.named("jobs").metrics().loadsInFlight() == HUNG);
	}

	private Site open(String... properties) {
		Site opened = new Site(properties);
		this.site = opened;
		return opened;
	}

	/** Has methods hang for keys that say so, and answer for others. */
	private void hangsForSome(Site opened) {
		opened.work().does((key, run) -> {
			if (key.startsWith("hangs")) {
				hang();
			}
			return key + " anew";
		});
	}

	private void hang() {
		this.hanging.countDown();
		boolean released = false;
		while (!released) {
			try {
				this.release.await();
				released = true;
			}
			catch (InterruptedException ex) {
				// A database that hangs heeds none.
			}
		}
	}

	private static Map<String, String> readAll(Site opened) throws Exception {
		Map<String, String> read = new TreeMap<>();
		for (int i = 0; i < JOBS; i++) {
			read.put("job " + i, opened.jobs().plain("job " + i));
		}
		return read;
	}

}
