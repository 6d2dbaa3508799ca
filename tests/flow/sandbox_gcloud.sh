#!/bin/bash
# Google's own gcloud against the sandbox: the commands of the guide, and what they leave behind.
. "${top_srcdir:?}/tests/support/tap.bash"
. "$top_srcdir/tests/support/sandboxd.bash"
command -v gcloud >/dev/null || skip_all "no gcloud"

sandbox_start deployed-public
port=${sandbox_address##*:}
. "$top_srcdir/tests/support/gcloud_env.sh" "${port%/}" "$TMPDIR/gcloud"
mkdir -p "$CLOUDSDK_CONFIG"

region=asia-northeast1
compute=123456789012-compute@developer.gserviceaccount.com
invoker=cloud-scheduler-invoker@my-ml-project.iam.gserviceaccount.com
url=https://churn-api-123456789012.$region.run.app

# Commands that do not touch each other's things run side by side; each leaves output and status in files.
run() { # NAME ARG...
    local name=$1
    shift
    {
        gcloud "$@" >"$TMPDIR/$name.out" 2>&1
        echo "$?" >"$TMPDIR/$name.status"
    } &
    running+=("$!")
}
running=()
join() {
    wait "${running[@]}"
    running=()
}
did() { # NAME PART TEXT: the command went well and printed PART
    local out
    out=$(<"$TMPDIR/$1.out")
    is "$(<"$TMPDIR/$1.status")" 0 "$3" || note "$out"
    has "$out" "$2" "$3: prints $2"
}

run project projects describe my-ml-project
run account builds get-default-service-account
run policy projects get-iam-policy my-ml-project
run services services list
join
did project "projectNumber: '123456789012'" "projects describe"
did account "$compute" "builds get-default-service-account"
did policy "roles/owner" "projects get-iam-policy"
did services "run.googleapis.com" "services list"

run grant projects add-iam-policy-binding my-ml-project --member="serviceAccount:$compute" --role=roles/run.builder
run create artifacts repositories create second --location=$region --repository-format=docker
run invoker iam service-accounts create cloud-scheduler-invoker --display-name="Cloud Scheduler Invoker"
run enable services enable pubsub.googleapis.com
join
did grant "roles/run.builder" "projects add-iam-policy-binding"
did create "Created repository" "artifacts repositories create"
did invoker "Created service account" "iam service-accounts create"
did enable "finished successfully" "services enable"

run repository artifacts repositories describe second --location=$region
run repositories artifacts repositories list --location=$region
run write artifacts repositories add-iam-policy-binding second --location=$region \
    --member="serviceAccount:$compute" --role=roles/artifactregistry.writer
run accounts iam service-accounts list
join
did repository "format: DOCKER" "artifacts repositories describe"
did repositories "second" "artifacts repositories list"
did write "roles/artifactregistry.writer" "artifacts repositories add-iam-policy-binding"
did accounts "$invoker" "iam service-accounts list"

run written artifacts repositories get-iam-policy second --location=$region
run one iam service-accounts describe "$invoker"
run deployed run services list
run service run services describe churn-api --region=$region --format=yaml
join
did written "$compute" "artifacts repositories get-iam-policy"
did one "displayName: Cloud Scheduler Invoker" "iam service-accounts describe"
did deployed "$url" "run services list"
did service "containerPort: 8000" "run services describe"

run invoke run services add-iam-policy-binding churn-api --region=$region --member="serviceAccount:$invoker" --role=roles/run.invoker
run job scheduler jobs create http hourly --location=$region --schedule="0 * * * *" --uri="$url/api/endpoint" \
    --http-method=POST --oidc-service-account-email="$invoker" --oidc-token-audience="$url"
run org org-policies describe iam.allowedPolicyMemberDomains --effective --project=my-ml-project
join
did invoke "$invoker" "run services add-iam-policy-binding"
did job "schedule: 0 * * * *" "scheduler jobs create http"
did org "allowAll: true" "org-policies describe --effective"

run invoked run services get-iam-policy churn-api --region=$region
run jobs scheduler jobs list --location=$region
run hourly scheduler jobs describe hourly --location=$region
run refused projects add-iam-policy-binding my-ml-project --member=serviceAccount:nobody@my-ml-project.iam.gserviceaccount.com \
    --role=roles/viewer
join
did invoked "$invoker" "run services get-iam-policy"
did jobs "hourly" "scheduler jobs list"
did hourly "audience: $url" "scheduler jobs describe"
has "$(<"$TMPDIR/refused.out")" "Service account nobody@my-ml-project.iam.gserviceaccount.com does not exist." \
    "an account that is not there is refused"

# The whole way, as the guide goes it.
mkdir "$TMPDIR/app"
echo 'FROM python:3.12' >"$TMPDIR/app/Dockerfile"
run deploy run deploy from-source --source "$TMPDIR/app" --region=$region --port=8000 --allow-unauthenticated
join
did deploy "has been deployed" "run deploy --source"

sandbox_stop
finish
