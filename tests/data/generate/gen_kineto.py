#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Streamscope authors
# SPDX-License-Identifier: Apache-2.0
"""Synthetic Kineto-style Chrome-JSON trace generator (streaming, deterministic).

  gen_kineto.py OUT.json[.gz] [--events 1000000] [--streams 8] [--gpus 1] [--seed 7]
                [--style kineto|compact] [--quirks] [--stack]

Event mix of N 'X' slices + flows (counts are of ALL traceEvents rows):
  ~30% cpu_op, ~31% cuda_runtime, ~7% flow rows (ac2g s/f), ~26% kernel, ~3.4% gpu_memcpy,
  ~1.6% gpu_memset (31% GPU rows, over --streams streams), <1% cuda_sync / annotations / instants.
Layout follows libkineto output_json.cpp (--style kineto: multi-line pretty layout,
"us.nnn" fixed 3-decimals timestamps relative to baseTimeNanoseconds).
--quirks injects what real files contain: Infinity/NaN args, string pids, "" pid/tid,
negative-free odd tids, long args, UTF-8 and escaped names, duplicate rows, 's' without 'f'.
"""
import argparse, gzip, io, random, sys, time

OPS = ["aten::linear","aten::addmm","aten::matmul","aten::mm","aten::empty","aten::empty_strided","aten::view","aten::transpose",
 "aten::as_strided","aten::t","aten::add_","aten::mul","aten::copy_","aten::to","aten::_to_copy","aten::layer_norm","aten::native_layer_norm",
 "aten::softmax","aten::_softmax","aten::dropout","aten::scaled_dot_product_attention","aten::_flash_attention_forward","aten::gelu","aten::sum",
 "aten::div","aten::zeros","aten::zero_","aten::fill_","aten::cat","aten::index_select","aten::embedding","aten::detach","detach",
 "autograd::engine::evaluate_function: AddmmBackward0","AddmmBackward0","autograd::engine::evaluate_function: NativeLayerNormBackward0",
 "c10d::allreduce_","record_param_comms","Optimizer.step#AdamW.step","aten::_foreach_add_","aten::_fused_adamw_"]
KERN = ["void at::native::vectorized_elementwise_kernel<4, at::native::CUDAFunctor_add<float>, std::array<char*, 3ul> >(int, at::native::CUDAFunctor_add<float>, std::array<char*, 3ul>)",
 "ampere_fp16_s16816gemm_fp16_128x128_ldg8_f2f_stages_64x3_tn","sm90_xmma_gemm_bf16bf16_bf16f32_f32_tn_n_tilesize128x128x64_warpgroupsize1x1x1_execute_segment_k_off_kernel__5x_cublas",
 "void cutlass::Kernel2<cutlass_80_tensorop_bf16_s16816gemm_relu_bf16_256x128_32x3_nn_align8>(cutlass_80_tensorop_bf16_s16816gemm_relu_bf16_256x128_32x3_nn_align8::Params)",
 "ncclDevKernel_AllReduce_Sum_bf16_RING_LL(ncclDevKernelArgsStorage<4096ul>)","ncclDevKernel_AllGather_RING_LL(ncclDevKernelArgsStorage<4096ul>)",
 "void (anonymous namespace)::softmax_warp_forward<c10::BFloat16, c10::BFloat16, float, 10, false, false>(c10::BFloat16*, c10::BFloat16 const*, int, int, int, bool const*, int, bool)",
 "void at::native::(anonymous namespace)::vectorized_layer_norm_kernel<c10::BFloat16, float>(int, float, c10::BFloat16 const*, c10::BFloat16 const*, c10::BFloat16 const*, float*, float*, c10::BFloat16*)",
 "triton_poi_fused_add_mul_native_layer_norm_3","triton_red_fused__softmax_add_7","void flash_fwd_kernel<Flash_fwd_kernel_traits<64, 128, 128, 4, false, false, cutlass::bfloat16_t> >(Flash_fwd_params)"]
RT = ["cudaLaunchKernel","cudaLaunchKernel","cudaLaunchKernelExC","cudaMemcpyAsync","cudaMemsetAsync","cudaEventRecordWithFlags","cudaStreamWaitEvent","cudaEventQuery"]

def main():
    ap=argparse.ArgumentParser(); ap.add_argument("out"); ap.add_argument("--events",type=int,default=1000000)
    ap.add_argument("--streams",type=int,default=8); ap.add_argument("--gpus",type=int,default=1); ap.add_argument("--seed",type=int,default=7)
    ap.add_argument("--style",choices=["kineto","compact"],default="kineto"); ap.add_argument("--quirks",action="store_true")
    ap.add_argument("--numeric-ids",action="store_true",help="leave out the Spans/Traces/Record-Window rows, whose pid/tid are strings")
    ap.add_argument("--stack",action="store_true",help="10%% python_function rows")
    a=ap.parse_args(); R=random.Random(a.seed); rnd=R.random; ri=R.randrange
    f=gzip.open(a.out,"wt",compresslevel=6,encoding="utf-8",newline="\n") if a.out.endswith(".gz") else open(a.out,"w",encoding="utf-8",newline="\n",buffering=1<<20)
    K=a.style=="kineto"; PID=4242; MAIN,BWD=4242,4301; streams=[7]+[13+4*i for i in range(1,a.streams)]
    n=0; buf=[]
    def emit(s):
        nonlocal n; n+=1; buf.append(s)
        if len(buf)>=4096: f.write("".join(buf)); buf.clear()
    us=lambda ns:"%d.%03d"%(ns//1000,ns%1000)
    if K:
        def X(cat,name,pid,tid,ts,dur,args): emit('\n  {\n    "ph": "X",\n    "cat": "%s",\n    "name": "%s",\n    "pid": %s,\n    "tid": %s,\n    "ts": %s,\n    "dur": %s,\n    "args": {\n      %s\n    }\n  },'%(cat,name,pid,tid,us(ts),us(dur),args))
        def F(ph,i,pid,tid,ts,cat): emit('\n  {\n    "ph": "%s",\n    "id": %d,\n    "pid": %s,\n    "tid": %s,\n    "ts": %s,\n    "cat": "%s",\n    "name": "%s"\n    %s\n  },'%(ph,i,pid,tid,us(ts),cat,cat,', "bp": "e"' if ph=='f' else ''))
        def M(name,pid,tid,k,v): emit('\n  {\n    "ph": "M",\n    "name": "%s",\n    "ts": 0.000,\n    "pid": %s,\n    "tid": %s,\n    "args": {\n      "%s": %s\n    }\n  },'%(name,pid,tid,k,v))
    else:
        def X(cat,name,pid,tid,ts,dur,args): emit('{"ph":"X","cat":"%s","name":"%s","pid":%s,"tid":%s,"ts":%s,"dur":%s,"args":{%s}},\n'%(cat,name,pid,tid,us(ts),us(dur),args))
        def F(ph,i,pid,tid,ts,cat): emit('{"ph":"%s","id":%d,"pid":%s,"tid":%s,"ts":%s,"cat":"%s","name":"%s"%s},\n'%(ph,i,pid,tid,us(ts),cat,cat,',"bp":"e"' if ph=='f' else ''))
        def M(name,pid,tid,k,v): emit('{"ph":"M","name":"%s","ts":0.000,"pid":%s,"tid":%s,"args":{"%s":%s}},\n'%(name,pid,tid,k,v))
    props=",".join('{"id": %d, "name": "NVIDIA H100 80GB HBM3", "totalGlobalMem": 85049802752, "computeMajor": 9, "computeMinor": 0, "maxThreadsPerBlock": 1024, "maxThreadsPerMultiprocessor": 2048, "regsPerBlock": 65536, "warpSize": 32, "sharedMemPerBlock": 49152, "numSms": 132, "regsPerMultiprocessor": 65536, "sharedMemPerBlockOptin": 232448, "sharedMemPerMultiprocessor": 233472}'%g for g in range(a.gpus))
    f.write('{\n  "schemaVersion": 1,\n  "deviceProperties": [%s],\n  "cupti_version": 24, "cuda_runtime_version": 12040, "with_flops": 0, "record_shapes": 1,\n  "distributedInfo": {"backend": "nccl", "rank": 0, "world_size": %d, "pg_count": 1, "pg_config": [{"pg_name": "0", "pg_desc": "default_pg", "backend_config": "cuda:nccl", "pg_size": %d, "ranks": [0]}], "nccl_version": "2.21.5"},\n  "displayTimeUnit": "ms",\n  "baseTimeNanoseconds": 1727000000000000000,\n  "traceEvents": [\n'%(props,a.gpus,a.gpus))
    M("process_name",PID,0,"name",'"python"'); M("process_labels",PID,0,"labels",'"CPU"'); M("process_sort_index",PID,0,"sort_index",PID)
    for t,nm in((MAIN,"thread %d (python)"%MAIN),(BWD,"thread %d (pt_autograd_0)"%BWD)): M("thread_name",PID,t,"name",'"%s"'%nm); M("thread_sort_index",PID,t,"sort_index",t)
    for g in range(a.gpus):
        M("process_name",g,0,"name",'"python"'); M("process_labels",g,0,"labels",'"GPU %d"'%g); M("process_sort_index",g,0,"sort_index",0x1000000+g)
        for s in streams: M("thread_name",g,s,"name",'"stream %d "'%s); M("thread_sort_index",g,s,"sort_index",s)
    clk={MAIN:1000000000,BWD:1000500000}; sclk={(g,s):1000000000 for g in range(a.gpus) for s in streams}; ext=1; corr=1; fid=1; step=0; stepev=0; st_t0=clk[MAIN]
    shapes=['[[4096, 1024], [1024], [1024, 1024], []]','[[8, 512, 1024], []]','[[], [], [], [], [], []]','[[8, 16, 512, 512], [], []]']
    types=['["c10::BFloat16", "c10::BFloat16", "c10::BFloat16", ""]','["float", "Scalar"]','["", "", "", "", "", ""]','["c10::BFloat16", "Scalar", ""]']
    strides=['[[1024, 1], [1], [1, 1024], []]','[[524288, 1024, 1], []]','[[], [], [], [], [], []]','[[4194304, 262144, 512, 1], [], []]']
    concrete=['["", "", "", ""]','["", "1"]','["[8, 512]", "15", "", "cuda:0", "False", ""]','["", "-1", "False"]']
    while n<a.events-20:
        tid=MAIN if rnd()<0.6 else BWD; t=clk[tid]; op=OPS[ri(len(OPS))]; i=ri(4); depth=1 if rnd()<0.92 else 2; ext0=ext
        d0=ri(6000,90000); e=ext; ext+=1
        nk=1 if rnd()<0.90 else 2; o1=ri(300,2000); o2=ri(200,900) if depth>1 else 0; rds=[ri(2500,9000) for _ in range(nk)]; gaps=[ri(200,1500) for _ in range(nk)]
        need=o1+o2+sum(rds)+sum(gaps)+ri(150,800); d0=max(d0,need)   # children always end inside their parent op
        args='"External id": %d,"Record function id": 0, "Sequence number": %d, "Fwd thread id": %d, "Ev Idx": %d'%(e,e//3,0 if tid==MAIN else 1,e)
        u0=rnd()
        if u0>0.45: args='"External id": %d,"Record function id": 0, "Ev Idx": %d'%(e,e)
        if u0<0.06: args='"External id": %d,"Record function id": 0, "Concrete Inputs": %s, "Input type": %s, "Input Strides": %s, "Input Dims": %s, "Ev Idx": %d'%(e,concrete[i],types[i],strides[i],shapes[i],e)
        if a.quirks and rnd()<0.0005: op='triton \\"fused\\" <\u00b5-kernel \u4e2d\u6587> {\\"device\\": \\"cpu\\"}'
        X("cpu_op",op,PID,tid,t,d0,args); tt=t+o1
        for _ in range(depth-1):
            ext+=1; X("cpu_op",OPS[ri(len(OPS))],PID,tid,tt,d0-o1-100,'"External id": %d,"Record function id": 0, "Ev Idx": %d'%(ext,ext)); tt+=o2
        if a.stack and rnd()<0.35: X("python_function","torch/nn/modules/linear.py(%d): forward"%ri(90,140),PID,tid,t-100,d0+200,'"Python parent id": %d, "Python id": %d, "Ev Idx": %d'%(e,e+1,e))
        for j in range(nk):
            g=ri(a.gpus); u=rnd(); s=streams[0] if u<0.45 else streams[ri(len(streams))]; c=corr; corr+=1
            k=rnd(); rt="cudaLaunchKernel" if k<0.84 else ("cudaMemcpyAsync" if k<0.95 else "cudaMemsetAsync"); cbid={"cudaLaunchKernel":211,"cudaMemcpyAsync":41,"cudaMemsetAsync":51}[rt]
            rd=rds[j]
            X("cuda_runtime",rt,PID,tid,tt,rd,'"External id": %d,"cbid": %d, "correlation": %d'%(e,cbid,c)); 
            flow=rnd()<0.11
            if flow: F("s",c,PID,tid,tt,"ac2g")
            b=max(sclk[(g,s)]+ri(400,2500), tt+ri(3000,12000)); tt+=rd+gaps[j]
            if rt=="cudaLaunchKernel":
                kn=KERN[ri(len(KERN))]; kd=ri(1200,60000) if rnd()<0.95 else ri(60000,900000); gx=1<<ri(3,14); bx=1<<ri(5,11); w=gx*bx/32/132
                X("kernel",kn,g,s,b,kd,'"External id": %d,"queued": 0, "device": %d, "context": 1, "stream": %d, "correlation": %d, "registers per thread": %d, "shared memory": %d, "blocks per SM": %s, "warps per SM": %s, "grid": [%d, %d, 1], "block": [%d, 1, 1], "est. achieved occupancy %%": %d'%(e,g,s,c,ri(16,255),ri(0,98304),("Infinity" if a.quirks and rnd()<0.001 else "%.6f"%(gx/132)),"%.6f"%w,gx,1+ri(4),bx,ri(0,101)))
            elif rt=="cudaMemcpyAsync":
                by=1<<ri(6,26); kd=900+by//24; kd_s=kd/1e3
                X("gpu_memcpy",R.choice(["Memcpy HtoD (Pageable -> Device)","Memcpy DtoH (Device -> Pinned)","Memcpy DtoD (Device -> Device)"]),g,s,b,kd,'"External id": %d,"device": %d, "context": 1, "stream": %d, "correlation": %d, "bytes": %d, "memory bandwidth (GB/s)": %r'%(e,g,s,c,by,by/kd))
            else:
                by=1<<ri(6,20); kd=700+by//200
                X("gpu_memset","Memset (Device)",g,s,b,kd,'"External id": %d,"device": %d, "context": 1, "stream": %d, "correlation": %d, "bytes": %d, "memory bandwidth (GB/s)": %r'%(e,g,s,c,by,by/kd))
            sclk[(g,s)]=b+kd
            if flow: F("f",c,g,s,b,"ac2g")
        if rnd()<0.012:
            tt=max(tt,t+d0+200); c=corr; corr+=1; g=ri(a.gpus); s=streams[ri(len(streams))]; b=max(sclk[(g,s)],tt); 
            X("cuda_runtime","cudaStreamWaitEvent",PID,tid,tt,1800,'"cbid": 147, "correlation": %d'%c)
            tt+=2000
            X("cuda_sync","Stream Wait Event",g,s,b,0,'"cuda_sync_kind": "Stream Wait Event", "stream": %d, "correlation": %d, "device": %d, "context": 1, "wait_on_stream": %d, "wait_on_cuda_event_record_corr_id": %d, "wait_on_cuda_event_id": %d'%(s,c,g,streams[0],max(1,c-5),c%64))
        if rnd()<0.01: emit(('\n  {\n    "ph": "i",\n    "cat": "cpu_instant_event",\n    "s": "t",\n    "name": "[memory]",\n    "pid": %d,\n    "tid": %d,\n    "ts": %s,\n    "args": {\n      "Total Reserved": %d, "Total Allocated": %d, "Bytes": %d, "Addr": %d, "Device Id": 0, "Device Type": 1\n    }\n  },' if K else '{"ph":"i","cat":"cpu_instant_event","s":"t","name":"[memory]","pid":%d,"tid":%d,"ts":%s,"args":{"Total Reserved":%d,"Total Allocated":%d,"Bytes":%d,"Addr":%d,"Device Id":0,"Device Type":1}},\n')%(PID,tid,us(tt),1<<33,ri(1<<32),ri(1<<24),140000000000000+ri(1<<30)))
        if a.quirks and rnd()<0.0002: emit(buf[-1] if buf else "")
        clk[tid]=max(t+d0,tt)+ri(300,3000); stepev+=1
        if stepev>=4000 and tid==MAIN:
            X("user_annotation","ProfilerStep#%d"%step,PID,MAIN,st_t0-150,clk[MAIN]-st_t0-60,'"External id": %d, "Ev Idx": %d'%(ext,ext))
            X("gpu_user_annotation","ProfilerStep#%d"%step,0,7,st_t0+5000,max(1000,sclk[(0,7)]-st_t0-5000),'"External id": %d'%ext); step+=1; stepev=0; st_t0=clk[MAIN]
    end=max(max(clk.values()),max(sclk.values()))
    if a.numeric_ids:
        M("process_sort_index",PID,0,"sort_index",PID); t="".join(buf).rstrip(); f.write(t[:-1]+'\n  ],"traceName": "synthetic.pt.trace.json" }'); f.close(); print(n,"events"); return
    X("Trace","PyTorch Profiler (0)",'"Spans"','"PyTorch Profiler"',1000000000,end-1000000000,'"Op count": 0'); M("process_sort_index",'"Spans"','"0"',"sort_index",0x20000000)
    emit(('\n  {\n    "ph": "i",\n    \n    "s": "g",\n    "name": "Iteration Start: PyTorch Profiler",\n    "pid": "Traces",\n    "tid": "Trace PyTorch Profiler",\n    "ts": %s\n    \n  },\n  {\n    "ph": "i",\n    \n    "s": "g",\n    "name": "Record Window End",\n    "pid": "",\n    "tid": "",\n    "ts": %s\n    \n  }')%(us(1000000000),us(end)))
    f.write("".join(buf)); f.write('\n  ],"traceName": "synthetic.pt.trace.json" }'); f.close(); print(n+1,"events")
main()
