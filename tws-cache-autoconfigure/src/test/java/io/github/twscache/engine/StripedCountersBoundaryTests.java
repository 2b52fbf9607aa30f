package io.github.twscache.engine;

import java.lang.reflect.Field;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class StripedCountersBoundaryTests {

	@RegisterExtension
	final Workers workers = new Workers();

	@Test
	void thereAreFourStripesAProcessorRoundedUpToAPowerOfTwo() throws ReflectiveOperationException {
		int wanted = Math.min(64, 4 * Runtime.getRuntime().availableProcessors());
		int stripes = stripes(new StripedCounters(true)).length;
		assertThat(Integer.bitCount(stripes)).isOne();
		assertThat(stripes).isBetween(wanted, 2 * wanted - 1);
		assertThat(stripes(new StripedCounters(false))).hasSize(1);
	}

	@Test
	void callsOfAnOwnerAreNumbered() {
		StripedCounters counters = new StripedCounters(true);
		for (int call = 1; call <= 130; call++) {
			assertThat(counters.increment(StripedCounters.L2_HITS)).isEqualTo(call);
		}
		assertThat(counters.increment(StripedCounters.PUTS)).as("each counter by itself").isOne();
	}

	@Test
	void stripeOfALivingThreadStaysItsOwn() throws Exception {
		StripedCounters counters = new StripedCounters(true);
		counters.increment(StripedCounters.PUTS);
		Object[] stripes = stripes(counters);
		int mine = 0;
		while (stripes[mine] == null) {
			mine++;
		}
		int calls = 0;
		for (int i = 0; i < 2 * stripes.length; i++) {
			calls += Workers.result(this.workers.start(() -> {
				for (int n = 0; n < 640; n++) {
					counters.increment(StripedCounters.PUTS);
				}
				return 640;
			}));
		}
		assertThat(owner(stripes[mine])).isSameAs(Thread.currentThread());
		assertThat(counters.sum(StripedCounters.PUTS)).isEqualTo(1 + calls);
	}

	@Test
	void everyCounterOfBothHalvesHasACellOfItsOwn() throws Exception {
		StripedCounters counters = new StripedCounters(true);
		int threads = stripes(counters).length;
		int[] all = { StripedCounters.L1_HITS, StripedCounters.L2_HITS, StripedCounters.MISSES, StripedCounters.PUTS,
				StripedCounters.STALE_SERVED };
		for (int i = 0; i <= threads; i++) {
			Workers.result(this.workers.start(() -> {
				for (int counter : all) {
					for (int n = 0; n <= counter; n++) {
						counters.increment(counter);
					}
				}
				return 0;
			}));
		}
		for (int counter : all) {
			assertThat(counters.sum(counter)).isEqualTo((counter + 1L) * (threads + 1));
		}
	}

	private static Object[] stripes(StripedCounters counters) throws ReflectiveOperationException {
		return (Object[]) read(counters, "stripes");
	}

	private static Object owner(Object stripe) throws ReflectiveOperationException {
		return read(stripe, "owner");
	}

	private static Object read(Object target, String name) throws ReflectiveOperationException {
		Field field = target.getClass().getDeclaredField(name);
		field.setAccessible(true);
		return field.get(target);
	}

}
