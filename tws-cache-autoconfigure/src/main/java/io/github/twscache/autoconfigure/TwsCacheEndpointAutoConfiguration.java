package io.github.twscache.autoconfigure;

import io.github.twscache.CacheHierarchy;
import io.github.twscache.actuate.RequestFieldsAdvisor;
import io.github.twscache.actuate.TwsCacheEndpoint;
import io.github.twscache.actuate.TwsCacheEndpointWebExtension;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/**
 * {@link AutoConfiguration Auto-configuration} for {@link TwsCacheEndpoint}, wherever
 * there is a {@link CacheHierarchy}.
 */
@AutoConfiguration(after = TwsCacheAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(TwsCacheEndpoint.class)
@ConditionalOnSingleCandidate(CacheHierarchy.class)
public final class TwsCacheEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	TwsCacheEndpoint twsCacheEndpoint(CacheHierarchy hierarchy) {
		return new TwsCacheEndpoint(hierarchy);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(TwsCacheEndpoint.class)
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	TwsCacheEndpointWebExtension twsCacheEndpointWebExtension(TwsCacheEndpoint endpoint) {
		return new TwsCacheEndpointWebExtension(endpoint);
	}

	@Bean
	@ConditionalOnMissingBean
	RequestFieldsAdvisor twsCacheRequestFieldsAdvisor() {
		return new RequestFieldsAdvisor();
	}

}
