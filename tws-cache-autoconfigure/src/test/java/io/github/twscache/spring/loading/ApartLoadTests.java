package io.github.twscache.spring.loading;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

import io.github.twscache.LoadTimeoutException;
import io.github.twscache.Workers;
import io.micrometer.context.ContextRegistry;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.aop.interceptor.ExposeInvocationInterceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Time-outs, stale values and refresh-ahead of methods with plain annotations.
 */
@Timeout(60)
class ApartLoadTests {

	private static final String HARD = "tws.cache.load.hard-timeout=30ms";

	private static final String SOFT = "tws.cache.load.soft-timeout=10ms";

	private static final String STALE = "tws.cache.fail-safe.max-stale=1h";

	private static final String REFRESH = "tws.cache.refresh-ahead=0.5";

	private static final String USER = ApartLoadTests.class.getName();

	/** Never waited out: it is there to have loads run apart. */
	private static final String APART = "tws.cache.load.hard-timeout=1h";

	@RegisterExtension
	final Workers workers = new Workers();

	private @Nullable Site site;

	@AfterEach
	void close() {
		if (this.site != null) {
			this.site.work().release();
			this.site.close();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "PLAIN", "OPTIONAL", "UNLESS", "UNLESS_REFUSES", "SEVERAL_CACHES", "CACHING", "EVICT_BESIDE",
			"EVICT_BEFORE_BESIDE", "FUTURE", "FUTURE_UNLESS", "FUTURE_SEVERAL_CACHES", "MONO", "MONO_UNLESS" })
	void methodThatRunsApartComesToTheSame(AnnotationFeature feature) throws Exception {
		List<String> springs;
		try (Site off = new Site("tws.cache.single-flight=off")) {
			springs = drill(off, feature);
		}
		assertThat(drill(open(APART), feature)).isEqualTo(springs);
	}

	private static List<String> drill(Site site, AnnotationFeature feature) throws Exception {
		site.cache("copies").put("P1", "copy");
		Object first = feature.ask(site, "P1");
		Object second = feature.ask(site, "P1");
		String conditions = site.work().conditions() + " conditions";
		site.work().fails(new IOException("down"));
		Throwable failure = null;
		try {
			feature.ask(site, "P2");
		}
		catch (Exception ex) {
			failure = ex;
		}
		return List.of(String.valueOf(first), String.valueOf(second), String.valueOf(failure), conditions,
				site.contents().toString());
	}

	@Test
	void methodRunsInAThreadOfTheCacheWhereThereAreTimeOuts() throws Exception {
		AtomicReference<String> thread = new AtomicReference<>();
		open(APART).work().does((key, run) -> {
			thread.set(Thread.currentThread().getName());
			return key;
		});
		opened().jobs().plain("a");
		assertThat(thread.get()).startsWith("tws-cache-load-");
		opened().inTransaction(() -> opened().jobs().plain("b"));
		assertThat(thread.get()).doesNotStartWith("tws-cache-load-");
		opened().jobs().once("c");
		assertThat(thread.get()).startsWith("tws-cache-load-");
		opened().inTransaction(() -> opened().jobs().once("d"));
		assertThat(thread.get()).doesNotStartWith("tws-cache-load-");
	}

	@ParameterizedTest
	@EnumSource(names = { "PLAIN", "SYNC" })
	void aspectsFindTheInvocationInAThreadOfTheCache(AnnotationFeature feature) throws Exception {
		AtomicReference<String> thread = new AtomicReference<>();
		open(APART).work().does((key, run) -> {
			thread.set(Thread.currentThread().getName());
			return ExposeInvocationInterceptor.currentInvocation().getArguments()[0] + " found";
		});
		assertThat(feature.ask(opened(), "P1")).isEqualTo("P1 found");
		assertThat(thread.get()).startsWith("tws-cache-load-");
	}

	@ParameterizedTest
	@EnumSource(names = { "PLAIN", "OPTIONAL", "SEVERAL_CACHES", "FUTURE", "EVICT_BESIDE" })
	void methodThatHangsCostsItsCallerTheHardTimeOut(AnnotationFeature feature) {
		open(HARD).work().block();
		assertThatExceptionOfType(LoadTimeoutException.class).isThrownBy(() -> feature.ask(opened(), "P1"));
		assertThat(opened().contents()).noneMatch((entry) -> entry.contains("P1"));
	}

	@Test
	void otherKeysAreNotHeldUpByAMethodThatHangs() throws Exception {
		open(APART).work().block();
		Future<Object> hanging = this.workers.start(() -> opened().jobs().plain("hangs"));
		Parking.await(this.workers.last());
		opened().asyncJobs().supplied("other");
		opened().work().handedOut(0).complete("loaded");
		assertThat(opened().cache("jobs").get("other", String.class)).isEqualTo("loaded");
		assertThat(hanging).isNotDone();
	}

	@ParameterizedTest
	@EnumSource(names = { "PLAIN", "OPTIONAL", "SEVERAL_CACHES", "EVICT_BESIDE" })
	void callerWhoMayWaitForEverInvokesTheMethodHimselfWhereNoPlaceIsFree(AnnotationFeature feature) throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		AtomicReference<Thread> thread = new AtomicReference<>();
		open("tws.cache.load.soft-timeout=1h", "tws.cache.load.max-concurrent=1", REFRESH).work().does((key, run) -> {
			if (run == 2) {
				release.await();
			}
			else {
				thread.set(Thread.currentThread());
			}
			return key + " " + run;
		});
		opened().jobs().plain("hangs");
		opened().ticker().advance(Duration.ofSeconds(40));
		// Again, if the place of the first run is not free yet.
		Awaitility.await().until(() -> opened().jobs().plain("hangs") != null && opened().work().runs() == 2);
		assertThat(feature.ask(opened(), "P1").toString()).contains("P1 3");
		assertThat(thread.get()).isSameAs(Thread.currentThread());
		assertThat(opened().contents()).anyMatch((entry) -> entry.contains("P1 3"));
		release.countDown();
	}

	@ParameterizedTest
	@EnumSource(names = { "PLAIN", "OPTIONAL", "UNLESS", "SEVERAL_CACHES", "FUTURE", "MONO", "FLUX", "EVICT_BESIDE",
			"TRANSACTION" })
	void staleValueIsServedWhenTheMethodFails(AnnotationFeature feature) throws Exception {
		open(STALE);
		Object loaded = feature.ask(opened(), "P1");
		opened().ticker().advance(Duration.ofMinutes(10));
		opened().work().fails(new IOException("down"));
		assertThat(feature.ask(opened(), "P1")).isEqualTo(loaded);
		opened().ticker().advance(Duration.ofHours(2));
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> feature.ask(opened(), "P1"));
	}

	@ParameterizedTest
	@EnumSource(names = { "SYNC", "SYNC_FUTURE" })
	void staleValueIsServedInATransactionToo(AnnotationFeature feature) throws Exception {
		open(STALE);
		Object loaded = feature.ask(opened(), "P1");
		opened().ticker().advance(Duration.ofMinutes(10));
		opened().work().fails(new IOException("down"));
		assertThat(opened().inTransaction(() -> feature.ask(opened(), "P1"))).isEqualTo(loaded);
	}

	@Test
	void writerHearsOfItsFailureThoughThereIsAStaleValue() throws Exception {
		open(STALE).jobs().withPut("a");
		opened().ticker().advance(Duration.ofMinutes(10));
		opened().work().fails(new IllegalStateException("not written"));
		assertThatIllegalStateException().isThrownBy(() -> opened().jobs().withPut("a"));
	}

	@Test
	void staleValueIsServedAfterTheSoftTimeOutAndTheNewOneWhenItIsThere() throws Exception {
		open(SOFT, STALE);
		assertThat(opened().jobs().maybe("a")).contains("a 1");
		opened().ticker().advance(Duration.ofMinutes(10));
		opened().work().block();
		assertThat(opened().jobs().maybe("a")).contains("a 1");
		opened().work().release();
		awaitCached("a", "a 2");
		assertThat(opened().jobs().maybe("a")).isEqualTo(Optional.of("a 2"));
		assertThat(opened().work().runs()).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource(names = { "PLAIN", "OPTIONAL", "FUTURE", "MONO" })
	void readAfterAFractionOfTheTimeToLiveRefreshesInTheBackground(AnnotationFeature feature) throws Exception {
		open(REFRESH);
		Object first = feature.ask(opened(), "P1");
		opened().ticker().advance(Duration.ofSeconds(40));
		assertThat(feature.ask(opened(), "P1")).isEqualTo(first);
		awaitCached("P1", "P1 2");
		assertThat(feature.ask(opened(), "P1").toString()).contains("P1 2");
		assertThat(opened().work().runs()).isEqualTo(2);
	}

	@Test
	void fluxIsRefreshedAsAList() throws Exception {
		open(REFRESH).work().recovers();
		AnnotationFeature.FLUX.ask(opened(), "P1");
		opened().ticker().advance(Duration.ofSeconds(40));
		AnnotationFeature.FLUX.ask(opened(), "P1");
		awaitCached("P1", List.of("P1 2", "end"));
	}

	@Test
	void refreshThatFailsOrIsRefusedLeavesTheValue() throws Exception {
		open(REFRESH);
		assertThat(opened().jobs().unlessNull("a")).isEqualTo("a 1");
		opened().ticker().advance(Duration.ofSeconds(40));
		opened().work().answersNothing();
		assertThat(opened().jobs().unlessNull("a")).isEqualTo("a 1");
		awaitRuns(2);
		assertThat(opened().jobs().unlessNull("a")).isEqualTo("a 1");
		opened().work().fails(new IOException("down"));
		opened().ticker().advance(Duration.ofSeconds(10));
		assertThat(opened().jobs().unlessNull("a")).isEqualTo("a 1");
	}

	@Test
	void evictDuringARefreshWins() throws Exception {
		open(REFRESH).jobs().plain("a");
		opened().ticker().advance(Duration.ofSeconds(40));
		opened().work().block();
		opened().jobs().plain("a");
		awaitRuns(2);
		opened().cache("jobs").evict("a");
		opened().work().release();
		awaitIdle();
		assertThat(opened().cache("jobs").get("a")).isNull();
	}

	@Test
	void callerInATransactionDoesNotRefresh() throws Exception {
		open(REFRESH).jobs().plain("a");
		opened().ticker().advance(Duration.ofSeconds(40));
		opened().inTransaction(() -> opened().jobs().plain("a"));
		awaitIdle();
		assertThat(opened().work().runs()).isOne();
	}

	@Test
	void loadsAndRefreshesRunInVirtualThreadsWhereTheApplicationHasThem() throws Exception {
		open(APART, REFRESH, "spring.threads.virtual.enabled=true").work().does((key, run) -> key + " " + isVirtual());
		String inVirtual = "a " + (Runtime.version().feature() >= 21);
		assertThat(opened().jobs().plain("a")).isEqualTo(inVirtual);
		opened().cache("jobs").put("a", "old");
		opened().ticker().advance(Duration.ofSeconds(40));
		assertThat(opened().jobs().plain("a")).isEqualTo("old");
		awaitCached("a", inVirtual);
	}

	/** By reflection, because this is compiled for Java 17. */
	private static boolean isVirtual() throws ReflectiveOperationException {
		return Runtime.version().feature() >= 21
				&& (boolean) Thread.class.getMethod("isVirtual").invoke(Thread.currentThread());
	}

	@Test
	void loadsAndRefreshesSeeWhatMicrometerTakesAlong() throws Exception {
		ThreadLocal<String> user = new ThreadLocal<>();
		ContextRegistry.getInstance().registerThreadLocalAccessor(USER, user);
		try {
			open(APART, REFRESH).work().does((key, run) -> key + " for " + user.get());
			user.set("anna");
			assertThat(opened().jobs().plain("a")).isEqualTo("a for anna");
			opened().ticker().advance(Duration.ofSeconds(40));
			user.set("berta");
			assertThat(opened().jobs().plain("a")).isEqualTo("a for anna");
			awaitCached("a", "a for berta");
		}
		finally {
			user.remove();
			ContextRegistry.getInstance().removeThreadLocalAccessor(USER);
		}
	}

	private Site open(String... properties) {
		this.site = new Site(properties);
		return this.site;
	}

	private Site opened() {
		return this.site;
	}

	private void awaitCached(String key, Object value) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(opened().cache("jobs").get(key, Object.class)).isEqualTo(value));
	}

	private void awaitRuns(int runs) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> opened().work().runs() == runs);
	}

	private void awaitIdle() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> opened().named("jobs").metrics().loadsInFlight() == 0);
	}

}
