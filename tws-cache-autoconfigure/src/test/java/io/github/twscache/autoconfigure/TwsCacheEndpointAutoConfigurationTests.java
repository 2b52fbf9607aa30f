package io.github.twscache.autoconfigure;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.actuate.RequestFieldsAdvisor;
import io.github.twscache.actuate.TwsCacheEndpoint;
import io.github.twscache.actuate.TwsCacheEndpointWebExtension;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TwsCacheEndpointAutoConfiguration}.
 */
class TwsCacheEndpointAutoConfigurationTests {

	private static final AutoConfigurations AUTO_CONFIGURATIONS = AutoConfigurations.of(TwsCacheAutoConfiguration.class,
			TwsCacheEndpointAutoConfiguration.class);

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AUTO_CONFIGURATIONS);

	private static final String EXPOSED = "management.endpoints.web.exposure.include=twscache";

	@Test
	void exposedEndpointIsThereWithoutACacheManager() {
		this.runner.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context).doesNotHaveBean(CacheManager.class)
				.hasSingleBean(TwsCacheEndpoint.class)
				.hasSingleBean(TwsCacheEndpointWebExtension.class)
				.hasSingleBean(RequestFieldsAdvisor.class));
	}

	@Test
	void endpointThatIsNotExposedIsNotMade() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(TwsCacheEndpoint.class)
			.doesNotHaveBean(TwsCacheEndpointWebExtension.class)
			.doesNotHaveBean(RequestFieldsAdvisor.class));
	}

	@Test
	void endpointWithoutAccessIsNotMade() {
		this.runner.withPropertyValues(EXPOSED, "management.endpoint.twscache.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(TwsCacheEndpoint.class)
				.doesNotHaveBean(TwsCacheEndpointWebExtension.class));
	}

	@Test
	void endpointForJmxAloneHasNoWebExtension() {
		new ApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS)
			.withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=twscache")
			.run((context) -> assertThat(context).hasSingleBean(TwsCacheEndpoint.class)
				.doesNotHaveBean(TwsCacheEndpointWebExtension.class));
	}

	@Test
	void withoutHierarchyThereIsNoEndpoint() {
		this.runner.withPropertyValues(EXPOSED, "tws.cache.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(CacheHierarchy.class)
				.doesNotHaveBean(TwsCacheEndpoint.class));
	}

	@Test
	void ownEndpointWins() {
		this.runner.withPropertyValues(EXPOSED)
			.withUserConfiguration(OwnEndpointConfiguration.class)
			.run((context) -> assertThat(context).getBean(TwsCacheEndpoint.class)
				.isSameAs(context.getBean("ownEndpoint")));
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnEndpointConfiguration {

		@Bean
		TwsCacheEndpoint ownEndpoint(CacheHierarchy hierarchy) {
			return new TwsCacheEndpoint(hierarchy);
		}

	}

}
