import { execFile } from "node:child_process";
import { promisify } from "node:util";
import ffprobe from "@ffprobe-installer/ffprobe";

interface Probed {
  streams: {
    codec_type: string;
    codec_name: string;
    width?: number;
    height?: number;
    pix_fmt?: string;
    nb_read_packets?: string;
  }[];
  format: { duration: string; format_name: string };
}

/** What ffprobe finds in a video file. */
export async function probe(path: string) {
  const show = ["-show_streams", "-show_format", "-count_packets", "-of", "json"];
  const { stdout } = await promisify(execFile)(ffprobe.path, ["-v", "error", ...show, path]);
  const { streams, format } = JSON.parse(stdout) as Probed;
  const video = streams.find(({ codec_type }) => codec_type === "video");
  const sound = streams.find(({ codec_type }) => codec_type === "audio");
  return {
    container: format.format_name,
    durationS: Math.round(Number(format.duration)),
    width: video?.width,
    height: video?.height,
    videoCodec: video?.codec_name,
    pixelFormat: video?.pix_fmt,
    pictures: Number(video?.nb_read_packets),
    audio: sound !== undefined,
    audioCodec: sound?.codec_name,
  };
}
