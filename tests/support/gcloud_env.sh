# shellcheck shell=sh
# gcloud_env.sh PORT FOLDER, sourced: gcloud talks to the sandbox at PORT, with a configuration of its own in FOLDER.
# Cloud Run keeps its real host names, since gcloud puts the region in front of them; the sandbox is then the HTTP proxy.
gcloud_at=http://127.0.0.1:$1
CLOUDSDK_CONFIG=$2
export CLOUDSDK_CONFIG
export CLOUDSDK_CORE_PROJECT=my-ml-project
export CLOUDSDK_CORE_DISABLE_PROMPTS=1
export CLOUDSDK_CORE_DISABLE_COLOR=1
export CLOUDSDK_CORE_DISABLE_USAGE_REPORTING=true
export CLOUDSDK_CORE_CHECK_GCE_METADATA=false
export CLOUDSDK_AUTH_DISABLE_CREDENTIALS=true
export CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK=true
export PYTHONDONTWRITEBYTECODE=1
for gcloud_api in ARTIFACTREGISTRY CLOUDBILLING CLOUDBUILD CLOUDRESOURCEMANAGER CLOUDSCHEDULER IAM IAMCREDENTIALS ORGPOLICY SERVICEUSAGE; do
    export "CLOUDSDK_API_ENDPOINT_OVERRIDES_$gcloud_api=$gcloud_at/"
done
export CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE="$gcloud_at/storage/v1/"
export CLOUDSDK_API_ENDPOINT_OVERRIDES_RUN=http://run.googleapis.com/
export http_proxy="$gcloud_at" no_proxy=127.0.0.1
unset gcloud_at gcloud_api
