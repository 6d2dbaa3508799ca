#!/bin/bash
# The time of a whole check, and the same looks taken by gcloud, side by side on one machine.
. "${top_srcdir:?}/tests/support/gcloud_env.sh" 0 /nonexistent
bench=${top_builddir:?}/bench_check
delay=100

unset http_proxy no_proxy
for scenario in first-day fresh big; do
    "$bench" "$scenario" 0 5
    "$bench" "$scenario" "$delay" 5
done

if ! command -v gcloud >/dev/null; then
    echo "gcloud is not installed: not compared"
    exit 0
fi

work=$(mktemp -d)
coproc SANDBOX { exec "$RUNREADY" sandbox first-day --latency "$delay" 2>/dev/null; }
trap 'kill "$SANDBOX_PID" 2>/dev/null; rm -rf "$work"' EXIT
read -r url <&"${SANDBOX[0]}"
port=${url##*:}
. "$top_srcdir/tests/support/gcloud_env.sh" "${port%/}" "$work/gcloud"
project=my-ml-project
region=asia-northeast1
account=123456789012-compute@developer.gserviceaccount.com

look() { "$@" >/dev/null 2>&1; }
start=$(date +%s%N)
look gcloud projects describe $project
look gcloud projects get-iam-policy $project
look gcloud billing projects describe $project
look gcloud services list --enabled --project $project
look gcloud builds get-default-service-account --project $project
look gcloud iam service-accounts describe $account --project $project
look gcloud iam service-accounts get-iam-policy $account --project $project
look gcloud artifacts repositories describe cloud-run-source-deploy --location $region --project $project
look gcloud artifacts repositories get-iam-policy cloud-run-source-deploy --location $region --project $project
look gcloud run services describe churn-api --region $region --project $project
look gcloud org-policies describe iam.allowedPolicyMemberDomains --effective --project $project
look gcloud org-policies describe run.managed.requireInvokerIam --effective --project $project
end=$(date +%s%N)
echo "gcloud, 12 of the same reads one after the other, delay $delay ms: $(((end - start) / 1000000)) ms"
start=$(date +%s%N)
"$RUNREADY" check --sandbox --latency "$delay" >/dev/null
end=$(date +%s%N)
echo "runready check, all of its reads, the same delay: $(((end - start) / 1000000)) ms"
