FROM conectafy-standin/debian
RUN apt-get update -q && apt-get install -qy --no-install-recommends nginx-light && rm -rf /var/lib/apt/lists/* /etc/nginx/conf.d /etc/nginx/sites-*
