/*
 * What request bodies may hold (see fields.h), from Google's discovery documents of June and July 2025:
 * iam v1, artifactregistry v1, cloudscheduler v1, run v1 and v2, storage v1.
 */
#ifndef RR_SANDBOX_BODIES_H
#define RR_SANDBOX_BODIES_H

#define SB_POLICY_FIELDS                                                                           \
    "version,etag,bindings{role,members,condition{title,description,expression,location}},"        \
    "auditConfigs{service,auditLogConfigs{logType,exemptedMembers}}"
#define SB_BODY_POLICY_GET      "options{requestedPolicyVersion}"
#define SB_BODY_POLICY_SET      "policy{" SB_POLICY_FIELDS "},updateMask"
#define SB_BODY_POLICY_SET_ONLY "policy{" SB_POLICY_FIELDS "}" // Artifact Registry has no mask
#define SB_BODY_POLICY_PUT                                                                         \
    "kind,resourceId,version,etag,bindings{role,members,condition{title,description,expression,"   \
    "location}}"
#define SB_BODY_POLICY_TEST "permissions"
#define SB_BODY_REPOSITORY                                                                         \
    "cleanupPolicies,cleanupPolicyDryRun,createTime,description,disallowUnspecifiedMode,"          \
    "dockerConfig{immutableTags},format,kmsKeyName,labels,"                                        \
    "mavenConfig{allowSnapshotOverwrites,versionPolicy},mode,name,registryUri,"                    \
    "remoteRepositoryConfig{aptRepository{customRepository{uri},"                                  \
    "publicRepository{repositoryBase,repositoryPath}},commonRepository{uri},description,"          \
    "disableUpstreamValidation,dockerRepository{customRepository{uri},publicRepository},"          \
    "mavenRepository{customRepository{uri},publicRepository},"                                     \
    "npmRepository{customRepository{uri},publicRepository},"                                       \
    "pythonRepository{customRepository{uri},publicRepository},"                                    \
    "upstreamCredentials{usernamePasswordCredentials{passwordSecretVersion,username}},"            \
    "yumRepository{customRepository{uri},publicRepository{repositoryBase,repositoryPath}}},"       \
    "satisfiesPzi,satisfiesPzs,sizeBytes,updateTime,"                                              \
    "virtualRepositoryConfig{upstreamPolicies{id,priority,repository}},"                           \
    "vulnerabilityScanningConfig{enablementConfig,enablementState,enablementStateReason,"          \
    "lastEnableTime}"
#define SB_BODY_JOB                                                                                \
    "appEngineHttpTarget{appEngineRouting{host,instance,service,version},body,headers,"            \
    "httpMethod,relativeUri},attemptDeadline,description,httpTarget{body,headers,httpMethod,"      \
    "oauthToken{scope,serviceAccountEmail},oidcToken{audience,serviceAccountEmail},uri},"          \
    "lastAttemptTime,name,pubsubTarget{attributes,data,topicName},"                                \
    "retryConfig{maxBackoffDuration,maxDoublings,maxRetryDuration,minBackoffDuration,"             \
    "retryCount},satisfiesPzs,schedule,scheduleTime,state,status{code,details,message},"           \
    "timeZone,userUpdateTime"
#define SB_BODY_ACCOUNT_CREATE                                                                     \
    "accountId,serviceAccount{description,disabled,displayName,email,etag,name,"                   \
    "oauth2ClientId,projectId,uniqueId}"
#define SB_BODY_ACCOUNT_PATCH                                                                      \
    "serviceAccount{description,disabled,displayName,email,etag,name,oauth2ClientId,"              \
    "projectId,uniqueId},updateMask"
#define SB_BODY_SERVICE                                                                            \
    "annotations,binaryAuthorization{breakglassJustification,policy,useDefault},"                  \
    "buildConfig{baseImage,enableAutomaticUpdates,environmentVariables,functionTarget,"            \
    "imageUri,name,serviceAccount,sourceLocation,workerPool},client,clientVersion,"                \
    "conditions{executionReason,lastTransitionTime,message,reason,revisionReason,severity,"        \
    "state,type},createTime,creator,customAudiences,defaultUriDisabled,deleteTime,"                \
    "description,etag,expireTime,generation,iapEnabled,ingress,invokerIamDisabled,labels,"         \
    "lastModifier,latestCreatedRevision,latestReadyRevision,launchStage,"                          \
    "multiRegionSettings{multiRegionId,regions},name,observedGeneration,reconciling,"              \
    "satisfiesPzs,scaling{manualInstanceCount,maxInstanceCount,minInstanceCount,scalingMode},"     \
    "template{annotations,containers{args,baseImageUri,buildInfo{functionTarget,"                  \
    "sourceLocation},command,dependsOn,env{name,value,valueSource{secretKeyRef{secret,"            \
    "version}}},image,livenessProbe{failureThreshold,grpc{port,service},"                          \
    "httpGet{httpHeaders{name,value},path,port},initialDelaySeconds,periodSeconds,"                \
    "tcpSocket{port},timeoutSeconds},name,ports{containerPort,name},resources{cpuIdle,limits,"     \
    "startupCpuBoost},startupProbe{failureThreshold,grpc{port,service},"                           \
    "httpGet{httpHeaders{name,value},path,port},initialDelaySeconds,periodSeconds,"                \
    "tcpSocket{port},timeoutSeconds},volumeMounts{mountPath,name},workingDir},encryptionKey,"      \
    "encryptionKeyRevocationAction,encryptionKeyShutdownDuration,executionEnvironment,"            \
    "gpuZonalRedundancyDisabled,healthCheckDisabled,labels,maxInstanceRequestConcurrency,"         \
    "nodeSelector{accelerator},revision,scaling{maxInstanceCount,minInstanceCount},"               \
    "serviceAccount,serviceMesh{mesh},sessionAffinity,timeout,"                                    \
    "volumes{cloudSqlInstance{instances},emptyDir{medium,sizeLimit},gcs{bucket,mountOptions,"      \
    "readOnly},name,nfs{path,readOnly,server},secret{defaultMode,items{mode,path,version},"        \
    "secret}},vpcAccess{connector,egress,networkInterfaces{network,subnetwork,tags}}},"            \
    "terminalCondition{executionReason,lastTransitionTime,message,reason,revisionReason,"          \
    "severity,state,type},threatDetectionEnabled,traffic{percent,revision,tag,type},"              \
    "trafficStatuses{percent,revision,tag,type,uri},uid,updateTime,uri,urls"
#define SB_BODY_BUILD                                                                              \
    "buildpackBuild{baseImage,cacheImageUri,enableAutomaticUpdates,environmentVariables,"          \
    "functionTarget,projectDescriptor,runtime},dockerBuild,imageUri,serviceAccount,"               \
    "storageSource{bucket,generation,object},tags,workerPool"
#define SB_BODY_BUCKET                                                                             \
    "acl{bucket,domain,email,entity,entityId,etag,id,kind,projectTeam,role,selfLink},"             \
    "autoclass,billing,cors,customPlacementConfig,defaultEventBasedHold,"                          \
    "defaultObjectAcl{bucket,domain,email,entity,entityId,etag,generation,id,kind,object,"         \
    "projectTeam,role,selfLink},encryption,etag,generation,hardDeleteTime,"                        \
    "hierarchicalNamespace,iamConfiguration,id,ipFilter,kind,labels,lifecycle,location,"           \
    "locationType,logging,metageneration,name,objectRetention,owner,projectNumber,"                \
    "retentionPolicy,rpo,satisfiesPZI,satisfiesPZS,selfLink,softDeletePolicy,softDeleteTime,"      \
    "storageClass,timeCreated,updated,versioning,website"
#define SB_BODY_KNATIVE                                                                            \
    "apiVersion,kind,metadata{annotations,clusterName,creationTimestamp,"                          \
    "deletionGracePeriodSeconds,deletionTimestamp,finalizers,generateName,generation,labels,"      \
    "name,namespace,ownerReferences{apiVersion,blockOwnerDeletion,controller,kind,name,uid},"      \
    "resourceVersion,selfLink,uid},spec{template{metadata{annotations,clusterName,"                \
    "creationTimestamp,deletionGracePeriodSeconds,deletionTimestamp,finalizers,generateName,"      \
    "generation,labels,name,namespace,ownerReferences{apiVersion,blockOwnerDeletion,"              \
    "controller,kind,name,uid},resourceVersion,selfLink,uid},spec{containerConcurrency,"           \
    "containers{args,command,env{name,value,valueFrom{configMapKeyRef{key,"                        \
    "localObjectReference,name,optional},secretKeyRef{key,localObjectReference,name,"              \
    "optional}}},envFrom{configMapRef{localObjectReference{name},name,optional},prefix,"           \
    "secretRef{localObjectReference{name},name,optional}},image,imagePullPolicy,"                  \
    "livenessProbe{exec{command},failureThreshold,grpc{port,service},httpGet{host,"                \
    "httpHeaders{name,value},path,port,scheme},initialDelaySeconds,periodSeconds,"                 \
    "successThreshold,tcpSocket{host,port},timeoutSeconds},name,ports{containerPort,name,"         \
    "protocol},readinessProbe{exec{command},failureThreshold,grpc{port,service},httpGet{host,"     \
    "httpHeaders{name,value},path,port,scheme},initialDelaySeconds,periodSeconds,"                 \
    "successThreshold,tcpSocket{host,port},timeoutSeconds},resources{limits,requests},"            \
    "securityContext{runAsUser},startupProbe{exec{command},failureThreshold,grpc{port,"            \
    "service},httpGet{host,httpHeaders{name,value},path,port,scheme},initialDelaySeconds,"         \
    "periodSeconds,successThreshold,tcpSocket{host,port},timeoutSeconds},"                         \
    "terminationMessagePath,terminationMessagePolicy,volumeMounts{mountPath,name,readOnly,"        \
    "subPath},workingDir},enableServiceLinks,imagePullSecrets{name},nodeSelector,"                 \
    "runtimeClassName,serviceAccountName,timeoutSeconds,volumes{configMap{defaultMode,"            \
    "items{key,mode,path},name,optional},csi{driver,readOnly,volumeAttributes},"                   \
    "emptyDir{medium,sizeLimit},name,nfs{path,readOnly,server},secret{defaultMode,items{key,"      \
    "mode,path},optional,secretName}}}},traffic{configurationName,latestRevision,percent,"         \
    "revisionName,tag,url}},status{address{url},conditions{lastTransitionTime,message,reason,"     \
    "severity,status,type},latestCreatedRevisionName,latestReadyRevisionName,"                     \
    "observedGeneration,traffic{configurationName,latestRevision,percent,revisionName,tag,"        \
    "url},url}"

#endif
