package io.github.twscache.actuate;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import javax.management.JMException;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.github.twscache.NamedCache;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TwsCacheEndpoint} over JMX.
 */
class TwsCacheEndpointJmxTests {

	private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

	private static RunningApplication application;

	private static ObjectName endpoint;

	@BeforeAll
	static void start() throws JMException {
		application = RunningApplication.start("spring.jmx.enabled=true",
				"management.endpoints.jmx.exposure.include=twscache",
				"management.endpoints.jmx.domain=io.github.twscache.test");
		endpoint = SERVER.queryNames(new ObjectName("io.github.twscache.test:type=Endpoint,name=Twscache,*"), null)
			.iterator()
			.next();
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void operationsHaveNamesOfTheirOwn() throws JMException {
		assertThat(SERVER.getMBeanInfo(endpoint).getOperations()).extracting(MBeanFeatureInfo::getName)
			.containsExactlyInAnyOrder("caches", "cache", "entry", "changeAll", "changeCache", "clear", "remove");
	}

	@Test
	void cachesAreShownAndChanged() throws JMException {
		NamedCache<String, String> cache = application.cache("jobs");
		cache.put("a/b", "value");
		cache.put("c", "value");
		assertThat(invoke("cache", "jobs")).containsEntry("size", 2L).containsKeys("shards", "settings");
		assertThat(invoke("caches")).containsEntry("numShards", 8)
			.extractingByKey("caches", InstanceOfAssertFactories.map(String.class, Object.class))
			.containsKey("jobs");
		assertThat(invoke("entry", "jobs", "a/b")).containsEntry("present", true);
		assertThat(invoke("changeCache", "jobs", "500", "", null)).containsEntry("maxSize", 500L);
		assertThat(cache.settings().maximum()).isEqualTo(500);
		assertThat(cache.settings().ttl()).isEqualTo(Duration.ofSeconds(60));
		assertThat(invoke("remove", "jobs", "a/b")).containsEntry("removed", 1L);
		assertThat(invoke("clear", "jobs")).containsEntry("removed", 1L);
		assertThat(invoke("changeAll", "4", null)).containsEntry("numShards", 4);
		assertThat(invoke("changeAll", "8", "true")).containsEntry("removed", 0L);
	}

	@Test
	void wrongValueAndUnknownCacheAreExceptionsThatNameThem() {
		application.cache("jobs");
		assertThatExceptionOfType(JMException.class).isThrownBy(() -> invoke("changeCache", "jobs", "0", null, null))
			.withMessageContaining("'maxSize'")
			.withMessageContaining("'0'");
		assertThatExceptionOfType(JMException.class).isThrownBy(() -> invoke("clear", "unheard"))
			.withMessageContaining("'unheard'");
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> invoke(String operation, String... arguments) throws JMException {
		String[] signature = Stream.generate(String.class::getName).limit(arguments.length).toArray(String[]::new);
		return (Map<String, Object>) SERVER.invoke(endpoint, operation,
				Arrays.copyOf(arguments, arguments.length, Object[].class), signature);
	}

}
