#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Streamscope authors
# SPDX-License-Identifier: Apache-2.0
"""Synthetic Nsight Systems SQLite export (schema 3.16 layout). gen_nsys.py OUT.sqlite [--rows 1000000] [--streams 8] [--seed 7]
30% kernels, 6% memcpy, 2% memset, 40% CUDA runtime, 2% sync, 20% NVTX (push/pop, half text, half textId)."""
import argparse, os, random, sqlite3
ap=argparse.ArgumentParser(); ap.add_argument("out"); ap.add_argument("--rows",type=int,default=1000000); ap.add_argument("--streams",type=int,default=8); ap.add_argument("--seed",type=int,default=7); a=ap.parse_args()
if os.path.exists(a.out): os.remove(a.out)
R=random.Random(a.seed); ri=R.randrange; db=sqlite3.connect(a.out); c=db.cursor(); c.execute("PRAGMA journal_mode=OFF"); c.execute("PRAGMA synchronous=OFF")
K="start INTEGER NOT NULL,end INTEGER NOT NULL,deviceId INTEGER NOT NULL,contextId INTEGER NOT NULL,greenContextId INTEGER,streamId INTEGER NOT NULL,correlationId INTEGER,globalPid INTEGER,"
c.executescript(f"""CREATE TABLE StringIds(id INTEGER NOT NULL PRIMARY KEY,value TEXT NOT NULL);
CREATE TABLE META_DATA_EXPORT(name TEXT NOT NULL,value TEXT);
CREATE TABLE PROCESSES(globalPid INTEGER,pid INTEGER,name TEXT); CREATE TABLE ThreadNames(nameId INTEGER NOT NULL,priority INTEGER,globalTid INTEGER);
CREATE TABLE TARGET_INFO_SESSION_START_TIME(utcEpochNs INTEGER,utcTime TEXT,localTime TEXT); CREATE TABLE ANALYSIS_DETAILS(globalVid INTEGER NOT NULL,duration INTEGER NOT NULL,startTime INTEGER NOT NULL,stopTime INTEGER NOT NULL);
CREATE TABLE TARGET_INFO_GPU(vmId INTEGER NOT NULL,id INTEGER NOT NULL,name TEXT,smCount INTEGER,computeMajor INTEGER,computeMinor INTEGER,maxWarpsPerSm INTEGER,threadsPerWarp INTEGER);
CREATE TABLE CUPTI_ACTIVITY_KIND_KERNEL({K}demangledName INTEGER NOT NULL,shortName INTEGER NOT NULL,mangledName INTEGER,launchType INTEGER,cacheConfig INTEGER,registersPerThread INTEGER NOT NULL,gridX INTEGER NOT NULL,gridY INTEGER NOT NULL,gridZ INTEGER NOT NULL,blockX INTEGER NOT NULL,blockY INTEGER NOT NULL,blockZ INTEGER NOT NULL,staticSharedMemory INTEGER NOT NULL,dynamicSharedMemory INTEGER NOT NULL,localMemoryPerThread INTEGER NOT NULL,localMemoryTotal INTEGER NOT NULL,gridId INTEGER NOT NULL,sharedMemoryExecuted INTEGER,graphNodeId INTEGER,sharedMemoryLimitConfig INTEGER);
CREATE TABLE CUPTI_ACTIVITY_KIND_MEMCPY({K}bytes INTEGER NOT NULL,copyKind INTEGER NOT NULL,deprecatedSrcId INTEGER,srcKind INTEGER,dstKind INTEGER,srcDeviceId INTEGER,srcContextId INTEGER,dstDeviceId INTEGER,dstContextId INTEGER,migrationCause INTEGER,graphNodeId INTEGER,virtualAddress INTEGER);
CREATE TABLE CUPTI_ACTIVITY_KIND_MEMSET({K}value INTEGER NOT NULL,bytes INTEGER NOT NULL,graphNodeId INTEGER,memKind INTEGER);
CREATE TABLE CUPTI_ACTIVITY_KIND_RUNTIME(start INTEGER NOT NULL,end INTEGER NOT NULL,eventClass INTEGER NOT NULL,globalTid INTEGER,correlationId INTEGER,nameId INTEGER NOT NULL,returnValue INTEGER NOT NULL,callchainId INTEGER);
CREATE TABLE CUPTI_ACTIVITY_KIND_SYNCHRONIZATION({K}syncType INTEGER NOT NULL,eventId INTEGER NOT NULL);
CREATE TABLE NVTX_EVENTS(start INTEGER NOT NULL,end INTEGER,eventType INTEGER NOT NULL,rangeId INTEGER,category INTEGER,color INTEGER,text TEXT,globalTid INTEGER,endGlobalTid INTEGER,textId INTEGER,domainId INTEGER);
CREATE TABLE ENUM_CUDA_MEMCPY_OPER(id INTEGER NOT NULL PRIMARY KEY,name TEXT,label TEXT); CREATE TABLE ENUM_CUPTI_SYNC_TYPE(id INTEGER NOT NULL PRIMARY KEY,name TEXT,label TEXT);""")
S=["[Unknown]"]+["void kern_%d<float, %d>(float const*, float*, int)"%(i,i%7) for i in range(200)]+["cudaLaunchKernel_v7000","cudaMemcpyAsync_v3020","cudaMemsetAsync_v3020","cudaStreamSynchronize_v3020","cudaStreamWaitEvent_v3020"]+["layer%d"%i for i in range(300)]
c.executemany("INSERT INTO StringIds VALUES(?,?)",enumerate(S)); c.executemany("INSERT INTO META_DATA_EXPORT VALUES(?,?)",[("EXPORT_PRODUCT_VERSION","2024.6.2.225"),("EXPORT_SCHEMA_VERSION","3.16.1")])
c.executemany("INSERT INTO ENUM_CUDA_MEMCPY_OPER VALUES(?,?,?)",[(1,"CUDA_MEMCPY_KIND_HTOD","Host-to-Device"),(2,"CUDA_MEMCPY_KIND_DTOH","Device-to-Host"),(8,"CUDA_MEMCPY_KIND_DTOD","Device-to-Device")])
c.executemany("INSERT INTO ENUM_CUPTI_SYNC_TYPE VALUES(?,?,?)",[(1,"E","Event sync"),(2,"W","Stream wait sync"),(3,"S","Stream sync"),(4,"C","Context sync")])
gp=(1<<48)|(4242<<24); gt=gp|4242; c.execute("INSERT INTO PROCESSES VALUES(?,?,?)",(gp,4242,"python3")); c.execute("INSERT INTO TARGET_INFO_SESSION_START_TIME VALUES(1727000000000000000,'','')"); c.execute("INSERT INTO ANALYSIS_DETAILS VALUES(?,?,0,?)",(1<<48,10**10,10**10)); c.execute("INSERT INTO TARGET_INFO_GPU VALUES(?,0,'NVIDIA H100 80GB HBM3',132,9,0,64,32)",(1<<48,))
N=a.rows; st=[7]+[13+4*i for i in range(1,a.streams)]; clk={s:10**9 for s in st}; t=10**9; corr=1; B={k:[] for k in"kmsryn"}
def flush():
    c.executemany("INSERT INTO CUPTI_ACTIVITY_KIND_KERNEL VALUES("+",".join("?"*28)+")",B["k"]); c.executemany("INSERT INTO CUPTI_ACTIVITY_KIND_MEMCPY VALUES("+",".join("?"*20)+")",B["m"]); c.executemany("INSERT INTO CUPTI_ACTIVITY_KIND_MEMSET VALUES("+",".join("?"*12)+")",B["s"])
    c.executemany("INSERT INTO CUPTI_ACTIVITY_KIND_RUNTIME VALUES("+",".join("?"*8)+")",B["r"]); c.executemany("INSERT INTO CUPTI_ACTIVITY_KIND_SYNCHRONIZATION VALUES("+",".join("?"*10)+")",B["y"]); c.executemany("INSERT INTO NVTX_EVENTS VALUES("+",".join("?"*11)+")",B["n"])
    for v in B.values(): v.clear()
n=0
while n<N:
    for _ in range(2000):
        s=st[0] if R.random()<.45 else st[ri(len(st))]; k=R.random(); d=ri(2500,9000); corr+=1
        b=max(clk[s]+ri(400,2500),t+ri(3000,12000)); e=b+ri(1200,60000); h=(b,e,0,1,None,s,corr,gp)
        if k<.79: B["k"].append(h+(1+ri(200),1+ri(200),None,1,0,ri(16,255),1<<ri(3,14),1,1,1<<ri(5,11),1,1,0,ri(98304),0,0,corr,None,None,None)); nm=201
        elif k<.95: B["m"].append(h+(1<<ri(6,26),R.choice((1,2,8)),None,1,2,None,None,None,None,None,None,None)); nm=202
        else: B["s"].append(h+(0,1<<ri(6,20),None,2)); nm=203
        B["r"].append((t,t+d,0,gt,corr,nm,0,None)); clk[s]=e; t+=d+ri(500,3000); n+=2
        if R.random()<.06: corr+=1; B["y"].append((t,t+2000,0,1,None,s,corr,gp,2,corr%64)); B["r"].append((t,t+2000,0,gt,corr,205,0,None)); t+=2500; n+=2
        if R.random()<.5: B["n"].append((t-d-200,t,59,None,None,None,None,gt,None,206+ri(300),0) if R.random()<.5 else (t-d-200,t,59,None,None,None,"layer%d"%ri(300),gt,None,None,0)); n+=1
    flush()
db.commit(); db.close(); print(n,"rows",os.path.getsize(a.out),"bytes")
