package io.github.twscache.spring.loading;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.twscache.CacheLoadException;
import io.github.twscache.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What callers of plain annotations share, what they do not, and what becomes of them
 * when the one who leads does not get through.
 */
@Timeout(60)
class SharedLoadTests {

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
	void plainFutureMonoAndSynchronizedCallersShareOneRun() throws Exception {
		this.work.block();
		List<Future<Object>> answers = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			answers.add(start(() -> this.site.jobs().plain("a")));
			answers.add(start(() -> this.site.asyncJobs().future("a")));
			answers.add(start(() -> this.site.asyncJobs().mono("a")));
			answers.add(start(() -> this.site.jobs().once("a")));
			answers.add(start(() -> this.site.asyncJobs().futureOnce("a")));
		}
		this.work.release();
		for (Future<Object> answer : answers) {
			assertThat(Workers.result(answer)).isEqualTo("a 1");
		}
		assertThat(this.work.runs()).isOne();
	}

	@Test
	void otherKeysDoNotWait() throws Exception {
		this.work.block();
		start(() -> this.site.jobs().plain("a"));
		CompletableFuture<String> other = this.site.asyncJobs().supplied("b");
		this.work.handedOut(0).complete("b loaded");
		assertThat(other).isCompletedWithValue("b loaded");
	}

	@Test
	void failureIsSharedByThoseWhoWaitedForTheSame() throws Exception {
		IOException failure = new IOException("down");
		this.work.fails(failure);
		this.work.block();
		List<Future<Throwable>> answers = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			answers.add(startFailing(() -> this.site.jobs().plain("a")));
		}
		this.work.release();
		for (Future<Throwable> answer : answers) {
			assertThat(Workers.result(answer)).isSameAs(failure);
		}
		assertThat(this.work.runs()).isOne();
		this.work.recovers();
		assertThat(this.site.jobs().plain("a")).isEqualTo("a 2");
	}

	@Test
	void failureOfAFutureIsSharedToo() throws Exception {
		IOException failure = new IOException("down");
		this.work.fails(failure);
		this.work.block();
		List<Future<Throwable>> answers = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			answers.add(startFailing(() -> Site.resolve(this.site.asyncJobs().future("a"))));
			answers.add(startFailing(() -> Site.resolve(this.site.asyncJobs().mono("b"))));
		}
		this.work.release();
		for (Future<Throwable> answer : answers) {
			assertThat(Workers.result(answer)).isSameAs(failure);
		}
		assertThat(this.work.runs()).isEqualTo(2);
	}

	@Test
	void failureIsNotForAnotherMethod() throws Exception {
		this.work.block();
		failFirstRun();
		Future<Throwable> first = startFailing(() -> this.site.jobs().plain("a"));
		Future<Object> second = start(() -> this.site.jobs().other("a"));
		this.work.release();
		assertThat(Workers.result(first)).isInstanceOf(IOException.class);
		assertThat(Workers.result(second)).isEqualTo("a 2");
	}

	@Test
	void failureIsNotForOtherArgumentsWithTheSameKey() throws Exception {
		this.work.block();
		failFirstRun();
		Future<Throwable> first = startFailing(() -> this.site.jobs().forUser("a", "without rights"));
		Future<Object> second = start(() -> this.site.jobs().forUser("a", "with rights"));
		this.work.release();
		assertThat(Workers.result(first)).isInstanceOf(IOException.class);
		assertThat(Workers.result(second)).isEqualTo("a 2");
		assertThat(this.site.jobs().forUser("a", "anybody")).isEqualTo("a 2");
	}

	@Test
	void valueThatUnlessRefusesIsNotForAnotherMethod() throws Exception {
		this.work.block();
		Future<Object> first = start(() -> this.site.jobs().unlessAnything("a"));
		Future<Object> second = start(() -> this.site.jobs().plain("a"));
		this.work.release();
		assertThat(Workers.result(first)).isEqualTo("a 1");
		assertThat(Workers.result(second)).isEqualTo("a 2");
		assertThat(this.site.cache("jobs").get("a", String.class)).isEqualTo("a 2");
	}

	@Test
	void failureThatIsOfAnotherCacheIsSharedAsItIs() {
		CacheLoadException failure = new CacheLoadException("inner", new IOException("down"));
		CompletableFuture<String> first = this.site.asyncJobs().supplied("a");
		CompletableFuture<String> second = this.site.asyncJobs().supplied("a");
		this.work.handedOut(0).completeExceptionally(failure);
		assertThat(catchThrowable(first::join).getCause()).isSameAs(failure);
		assertThat(catchThrowable(second::join).getCause()).isSameAs(failure);
	}

	@Test
	void callerWhoWaitsForAFutureIsNotInterruptedWithTheLeader() throws Exception {
		this.work.block();
		this.work.does((key, run) -> {
			if (run == 1) {
				Thread.currentThread().interrupt();
				throw new IOException("interrupted");
			}
			return key + " " + run;
		});
		Future<Throwable> leader = startFailing(() -> this.site.jobs().plain("a"));
		CompletableFuture<String> other = this.site.asyncJobs().futureAtOnce("a");
		assertThat(other).isNotDone();
		this.work.release();
		assertThat(Workers.result(leader)).isInstanceOf(IOException.class);
		assertThat(Workers.result(other)).isEqualTo("a 2");
	}

	@Test
	void leaderThatIsInterruptedFailsNobodyElse() throws Exception {
		this.work.block();
		Future<Throwable> leader = startFailing(() -> this.site.jobs().plain("a"));
		Thread leading = this.workers.last();
		List<Future<Object>> others = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			others.add(start(() -> this.site.jobs().plain("a")));
		}
		others.add(start(() -> this.site.asyncJobs().future("a")));
		leading.interrupt();
		assertThat(Workers.result(leader)).isInstanceOf(InterruptedException.class);
		this.work.release();
		for (Future<Object> other : others) {
			assertThat(Workers.result(other)).isEqualTo("a 2");
		}
	}

	@Test
	void callerThatIsInterruptedWhileItWaitsInvokesTheMethodAsSpringDoes() throws Exception {
		this.work.block();
		Future<Object> leader = start(() -> this.site.jobs().plain("a"));
		Future<Throwable> waiter = startFailing(() -> this.site.jobs().plain("a"));
		this.workers.last().interrupt();
		assertThat(Workers.result(waiter)).isInstanceOf(InterruptedException.class);
		this.work.release();
		assertThat(Workers.result(leader)).isEqualTo("a 1");
		assertThat(this.work.runs()).isEqualTo(2);
	}

	@Test
	void futureOfTheMethodThatIsCancelledFailsItsOwnCallerAlone() {
		CompletableFuture<String> first = this.site.asyncJobs().supplied("a");
		CompletableFuture<String> second = this.site.asyncJobs().supplied("a");
		CompletableFuture<String> third = this.site.asyncJobs().supplied("a");
		this.work.handedOut(0).cancel(true);
		assertThat(catchThrowable(first::join)).hasRootCauseInstanceOf(CancellationException.class);
		this.work.handedOut(1).complete("again");
		assertThat(second).isCompletedWithValue("again");
		assertThat(third).isCompletedWithValue("again");
		assertThat(this.work.runs()).isEqualTo(2);
		assertThat(this.site.cache("jobs").get("a", String.class)).isEqualTo("again");
	}

	@Test
	void callerThatCancelsItsOwnFutureHarmsNobody() {
		CompletableFuture<String> first = this.site.asyncJobs().supplied("a");
		CompletableFuture<String> second = this.site.asyncJobs().supplied("a");
		CompletableFuture<String> third = this.site.asyncJobs().supplied("a");
		first.cancel(true);
		second.cancel(true);
		this.work.handedOut(0).complete("loaded");
		assertThat(third).isCompletedWithValue("loaded");
		assertThat(this.site.cache("jobs").get("a", String.class)).isEqualTo("loaded");
		assertThat(this.site.named("jobs").metrics().loadsInFlight()).isZero();
	}

	@Test
	void subscriberThatCancelsFailsNobodyElse() {
		AtomicReference<String> second = new AtomicReference<>();
		Disposable first = this.site.asyncJobs().monoSupplied("a").subscribe();
		this.site.asyncJobs().monoSupplied("a").subscribe(second::set);
		assertThat(this.work.runs()).isOne();
		first.dispose();
		assertThat(this.work.runs()).isEqualTo(2);
		this.work.handedOut(1).complete("again");
		assertThat(second).hasValue("again");
		assertThat(this.site.cache("jobs").get("a", String.class)).isEqualTo("again");
	}

	@Test
	void publisherThatNobodySubscribesToIsNoLoad() throws Exception {
		this.site.asyncJobs().mono("a");
		assertThat(this.site.named("jobs").metrics().loadsInFlight()).isZero();
		assertThat(this.site.jobs().plain("a")).isEqualTo("a 1");
	}

	@Test
	void eachSubscriptionIsALoadOfItsOwn() throws Exception {
		failFirstRun();
		String value = this.site.asyncJobs().mono("a").retry(1).toFuture().get();
		assertThat(value).isEqualTo("a 2");
		assertThat(this.site.cache("jobs").get("a", String.class)).isEqualTo("a 2");
	}

	@Test
	void whoSubscribesAgainHasTheWorkDoneAgain() throws Exception {
		Mono<String> mono = this.site.asyncJobs().mono("a");
		assertThat(mono.toFuture().get()).isEqualTo("a 1");
		assertThat(mono.toFuture().get()).isEqualTo("a 2");
		assertThat(this.site.cache("jobs").get("a", String.class)).isEqualTo("a 2");
	}

	@Test
	void whoSubscribesFirstTakesWhatIsCachedMeanwhile() throws Exception {
		Mono<String> mono = this.site.asyncJobs().mono("a");
		this.site.jobs().plain("a");
		assertThat(mono.toFuture().get()).isEqualTo("a 1");
	}

	@Test
	void monoWithACachePutIsDoneWhateverIsCachedMeanwhile() throws Exception {
		Mono<String> mono = this.site.asyncJobs().monoWithPut("a");
		this.site.jobs().plain("a");
		assertThat(mono.toFuture().get()).isEqualTo("a 2");
		assertThat(this.site.cache("copies").get("a", String.class)).isEqualTo("a 2");
	}

	@Test
	void monoThatIsDeclaredAsAPublisherIsCachedAsItsValue() throws Exception {
		assertThat(Mono.from(this.site.asyncJobs().publisher("a")).toFuture().get()).isEqualTo("a 1");
		assertThat(this.site.cache("jobs").get("a", String.class)).isEqualTo("a 1");
	}

	@Test
	void methodThatAsksForItsOwnKeyGoesSpringsWay() throws Exception {
		this.work.does((key, run) -> (run == 1) ? "outer of " + this.site.jobs().plain(key) : "inner");
		assertThat(this.site.jobs().plain("a")).isEqualTo("outer of inner");
		assertThat(this.work.runs()).isEqualTo(2);
	}

	@Test
	void twoThatAskForEachOthersKeyGoSpringsWay() throws Exception {
		this.work.block();
		this.work.does((key, run) -> (run <= 2) ? key + " of " + this.site.jobs().plain(key.equals("a") ? "b" : "a")
				: key + " at last");
		Future<Object> first = start(() -> this.site.jobs().plain("a"));
		Future<Object> second = start(() -> this.site.jobs().plain("b"));
		this.work.release();
		assertThat((String) Workers.result(first)).startsWith("a of b");
		assertThat((String) Workers.result(second)).startsWith("b of a");
	}

	@Test
	void threadThatMustNotBlockDoesNotWait() throws Exception {
		Future<Object> leader = start(() -> this.site.asyncJobs().supplied("a"));
		Scheduler loop = Schedulers.newParallel("test-loop", 1);
		try {
			CompletableFuture<Object> answer = new CompletableFuture<>();
			loop.schedule(() -> {
				try {
					answer.complete(this.site.jobs().plain("a"));
				}
				catch (Throwable ex) {
					answer.completeExceptionally(ex);
				}
			});
			assertThat(Workers.result(answer)).isEqualTo("a 2");
		}
		finally {
			loop.dispose();
		}
		this.work.handedOut(0).complete("loaded");
		assertThat(Workers.result(leader)).isEqualTo("loaded");
	}

	@Test
	void debugLogSaysOnceWhySpringsWayIsTaken() throws Exception {
		Logger logger = (Logger) LoggerFactory.getLogger(SpringsWay.class);
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		Level before = logger.getLevel();
		appender.start();
		logger.setLevel(Level.DEBUG);
		logger.addAppender(appender);
		try {
			for (String key : new String[] { "a", "b" }) {
				this.site.jobs().withPut(key);
				Site.resolve(this.site.asyncJobs().stage(key + " as a stage"));
				Site.resolve(this.site.asyncJobs().flux(key + " as a stream"));
			}
		}
		finally {
			logger.detachAppender(appender);
			logger.setLevel(before);
		}
		assertThat(appender.list).extracting(ILoggingEvent::getFormattedMessage)
			.satisfiesExactly((message) -> assertThat(message).contains("withPut").contains("@CachePut"),
					(message) -> assertThat(message).contains("stage").contains("what it returns"),
					(message) -> assertThat(message).contains("flux").contains("stream"));
	}

	private void failFirstRun() {
		this.work.does((key, run) -> {
			if (run == 1) {
				throw new IOException("down");
			}
			return key + " " + run;
		});
	}

	/** Starts a caller, and waits until it waits. */
	private Future<Object> start(Site.Action call) {
		Future<Object> answer = this.workers.start(() -> Site.resolve(call.run()));
		Parking.await(this.workers.last());
		return answer;
	}

	private Future<Throwable> startFailing(Site.Action call) {
		Future<Throwable> answer = this.workers.start(() -> catchThrowable(call::run));
		Parking.await(this.workers.last());
		return answer;
	}

}
