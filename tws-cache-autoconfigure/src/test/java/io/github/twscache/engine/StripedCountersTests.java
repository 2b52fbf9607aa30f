package io.github.twscache.engine;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class StripedCountersTests {

	@RegisterExtension
	final Workers workers = new Workers();

	@Test
	void countersAreApart() {
		StripedCounters counters = new StripedCounters(true);
		counters.increment(StripedCounters.L1_HITS);
		counters.increment(StripedCounters.MISSES);
		counters.increment(StripedCounters.MISSES);
		assertThat(counters.sum(StripedCounters.L1_HITS)).isOne();
		assertThat(counters.sum(StripedCounters.L2_HITS)).isZero();
		assertThat(counters.sum(StripedCounters.MISSES)).isEqualTo(2);
		assertThat(counters.sum(StripedCounters.PUTS)).isZero();
	}

	@Test
	void sumIsExactHoweverManyThreadsShareAStripe() throws Exception {
		StripedCounters counters = new StripedCounters(true);
		List<Future<Integer>> adders = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			adders.add(this.workers.start(() -> {
				for (int n = 0; n < 20_000; n++) {
					counters.increment(StripedCounters.L2_HITS);
				}
				return 0;
			}));
		}
		for (Future<Integer> adder : adders) {
			Workers.result(adder);
		}
		assertThat(counters.sum(StripedCounters.L2_HITS)).isEqualTo(40 * 20_000);
	}

	@Test
	void everySixtyFourthCallOfAnOwnerIsASample() {
		StripedCounters counters = new StripedCounters(true);
		int samples = 0;
		for (int i = 0; i < 64 * 100; i++) {
			samples += ((counters.increment(StripedCounters.L1_HITS) & StripedCounters.SAMPLE_MASK) == 0) ? 1 : 0;
		}
		assertThat(samples).isBetween(98, 100);
	}

	@Test
	void stripeOfAThreadThatEndedIsTakenOverAndNothingIsLost() throws Exception {
		StripedCounters counters = new StripedCounters(true);
		int threads = 4 * owners(counters).length;
		for (int i = 0; i < threads; i++) {
			Workers.result(this.workers.start(() -> {
				for (int n = 0; n < 1000; n++) {
					counters.increment(StripedCounters.PUTS);
				}
				return owners(counters).length;
			}));
			this.workers.last().join();
			assertThat(owners(counters)).as("thread %d", i).contains(this.workers.last());
		}
		assertThat(counters.sum(StripedCounters.PUTS)).isEqualTo(threads * 1000L);
	}

	@Test
	void nothingIsCountedWhereNobodyWantsIt() {
		StripedCounters counters = new StripedCounters(false);
		int samples = 0;
		for (int i = 0; i < 64_000; i++) {
			samples += ((counters.increment(StripedCounters.L1_HITS) & StripedCounters.SAMPLE_MASK) == 0) ? 1 : 0;
		}
		assertThat(counters.sum(StripedCounters.L1_HITS)).isZero();
		assertThat(samples).as("samples are drawn all the same").isBetween(700, 1300);
	}

	/** The owner of each stripe, null where there is none yet. */
	private static Thread[] owners(StripedCounters counters) throws ReflectiveOperationException {
		Object[] stripes = (Object[]) read(counters, "stripes");
		Thread[] owners = new Thread[stripes.length];
		for (int i = 0; i < stripes.length; i++) {
			owners[i] = (stripes[i] != null) ? (Thread) read(stripes[i], "owner") : null;
		}
		return owners;
	}

	private static Object read(Object target, String name) throws ReflectiveOperationException {
		Field field = target.getClass().getDeclaredField(name);
		field.setAccessible(true);
		return field.get(target);
	}

}
